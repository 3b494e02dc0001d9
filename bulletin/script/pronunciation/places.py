"""
Places and peoples whose names are easily misread: all of China, Guangdong closer, and some abroad.

Readings follow 现代汉语词典 and 中国地名词典; local usage where the two leave it open (陂 is bei1 in Guangdong).
"""

from __future__ import annotations

PLACES = """
六安 lu4 an1; 六合 lu4 he2; 丽水 li2 shui3; 台州 tai1 zhou1; 东阿 dong1 e1; 亳州 bo2 zhou1; 儋州 dan1 zhou1;
大埔 da4 bu4; 黄埔 huang2 pu3; 番禺 pan1 yu2; 东莞 dong1 guan3; 高要 gao1 yao1; 百色 bai3 se4; 乐亭 lao4 ting2;
乐陵 lao4 ling2; 乐清 yue4 qing1; 乐昌 le4 chang1; 乐山 le4 shan1; 乐从 le4 cong2; 栾城 luan2 cheng2;
井陉 jing3 xing2; 涡阳 guo1 yang2; 蚌埠 beng4 bu4; 洪洞 hong2 tong2; 蔚县 yu4 xian4; 长汀 chang2 ting1;
长垣 chang2 yuan2; 浚县 xun4 xian4; 枞阳 zong1 yang2; 歙县 she4 xian4; 黟县 yi1 xian4; 莘县 shen1 xian4;
莘庄 xin1 zhuang1; 莒县 ju3 xian4; 郓城 yun4 cheng2; 兖州 yan3 zhou1; 鄄城 juan4 cheng2; 单县 shan4 xian4;
费县 fei4 xian4; 牟平 mu4 ping2; 中牟 zhong1 mu4; 荥阳 xing2 yang2; 荥经 ying2 jing1; 尉氏 wei4 shi4;
尉犁 yu4 li2; 柘城 zhe4 cheng2; 柘荣 zhe4 rong2; 繁峙 fan2 shi4; 忻州 xin1 zhou1; 解州 xie4 zhou1;
隰县 xi2 xian4; 应县 ying4 xian4; 勐海 meng3 hai3; 筠连 jun1 lian2; 犍为 qian2 wei2; 郫都 pi2 du1;
邛崃 qiong2 lai2; 綦江 qi2 jiang1; 北碚 bei3 bei4; 盱眙 xu1 yi2; 邗江 han2 jiang1; 邳州 pi1 zhou1;
睢宁 sui1 ning2; 睢县 sui1 xian4; 溧阳 li4 yang2; 甪直 lu4 zhi2; 浒墅关 xu3 shu4 guan1; 浒苔 hu3 tai2;
栟茶 ben1 cha2; 天台县 tian1 tai1 xian4; 天台山 tian1 tai1 shan1; 临朐 lin2 qu2; 无棣 wu2 di4; 茌平 chi2 ping2;
曲阜 qu1 fu4; 汶上 wen4 shang4; 汶川 wen4 chuan1; 泌阳 bi4 yang2; 渑池 mian3 chi2; 武陟 wu3 zhi4; 漯河 luo4 he2;
濮阳 pu2 yang2; 郏县 jia2 xian4; 鄢陵 yan1 ling2; 蠡县 li3 xian4; 藁城 gao3 cheng2; 行唐 xing2 tang2;
大城县 dai4 cheng2 xian4; 任丘 ren2 qiu1; 任县 ren2 xian4; 任泽 ren2 ze2; 任城 ren2 cheng2; 阜新 fu4 xin1;
岫岩 xiu4 yan2; 珲春 hun2 chun1; 穆棱 mu4 ling2; 绥棱 sui1 ling2; 海伦 hai3 lun2; 西藏 xi1 zang4;
吐鲁番 tu3 lu3 fan1; 巴音郭楞 ba1 yin1 guo1 leng2; 喀什 ka1 shi2; 龟兹 qiu1 ci2; 大宛 da4 yuan1; 吐蕃 tu3 bo1;
可汗 ke4 han2; 吐谷浑 tu3 yu4 hun2; 冒顿 mo4 du2; 宕昌 tan4 chang1; 临洮 lin2 tao2; 张掖 zhang1 ye4;
吴堡 wu2 bu3; 瓦窑堡 wa3 yao2 bu3; 栎阳 yue4 yang2; 柞水 zha4 shui3; 旬邑 xun2 yi4; 鄠邑 hu4 yi4; 华阴 hua4 yin1;
华山 hua4 shan1; 华州 hua4 zhou1; 秭归 zi3 gui1; 郧阳 yun2 yang2; 监利 jian4 li4; 黄陂 huang2 pi2;
蕲春 qi2 chun1; 猇亭 xiao1 ting2; 郴州 chen1 zhou1; 耒阳 lei3 yang2; 攸县 you1 xian4; 沅陵 yuan2 ling2;
汨罗 mi4 luo2; 铅山 yan2 shan1; 弋阳 yi4 yang2; 婺源 wu4 yuan2; 鄱阳 po2 yang2; 余干 yu2 gan1; 会昌 hui4 chang1;
会稽 kuai4 ji1; 嵊州 sheng4 zhou1; 鄞州 yin2 zhou1; 缙云 jin4 yun2; 诸暨 zhu1 ji4; 衢州 qu2 zhou1;
长兴 chang2 xing1; 莆田 pu2 tian2; 长乐 chang2 le4; 厦门 xia4 men2; 噶尔 ga2 er3; 那曲 na4 qu3; 昌都 chang1 du1;
成都 cheng2 du1; 都匀 du1 yun2; 都江堰 du1 jiang1 yan4; 宁都 ning2 du1; 于都 yu2 du1; 新都 xin1 du1;
丰都 feng1 du1; 宜都 yi2 du1; 花都 hua1 du1; 三都 san1 du1; 江都 jiang1 du1; 曾都 zeng1 du1; 洪湖 hong2 hu2;
洪泽 hong2 ze2; 句容 ju4 rong2; 高句丽 gao1 gou1 li2; 佛冈 fo2 gang1; 佛山 fo2 shan1; 深圳 shen1 zhen4;
浈江 zhen1 jiang1; 始兴 shi3 xing1; 兴宁 xing1 ning2; 兴义 xing1 yi4; 兴化 xing1 hua4; 兴国 xing1 guo2;
兴城 xing1 cheng2; 嘉兴 jia1 xing1; 绍兴 shao4 xing1; 宜兴 yi2 xing1; 泰兴 tai4 xing1; 曲江 qu3 jiang1;
曲靖 qu3 jing4; 曲阳 qu3 yang2; 曲周 qu3 zhou1; 曲沃 qu3 wo4; 河曲 he2 qu3; 湛江 zhan4 jiang1; 徐闻 xu2 wen2;
遂溪 sui4 xi1; 电白 dian4 bai2; 吴川 wu2 chuan1; 化州 hua4 zhou1; 揭阳 jie1 yang2; 普宁 pu3 ning2;
潮阳 chao2 yang2; 潮州 chao2 zhou1; 潮汕 chao2 shan4; 潮连 chao2 lian2; 朝阳区 chao2 yang2 qu1;
朝阳市 chao2 yang2 shi4; 朝鲜 chao2 xian3; 澄海 cheng2 hai3; 澄迈 cheng2 mai4; 陆丰 lu4 feng1; 陆河 lu4 he2;
博罗 bo2 luo2; 五华县 wu3 hua2 xian4; 怀集 huai2 ji2; 鼎湖 ding3 hu2; 斗门 dou3 men2; 斗山镇 dou3 shan1 zhen4;
横琴 heng2 qin2; 东涌 dong1 chong1; 大涌 da4 chong1; 葵涌 kui2 chong1; 麻涌 ma2 chong1; 沙涌 sha1 chong1;
濠涌 hao2 chong1; 鲗鱼涌 zei2 yu2 chong1; 深水埗 shen1 shui3 bu4; 尖沙咀 jian1 sha1 zui3; 氹仔 dang4 zai3;
路氹 lu4 dang4; 红磡 hong2 kan4; 赤磡 chi4 kan4; 赤坎 chi4 kan3; 杜阮 du4 ruan3; 棠下 tang2 xia4;
滘头 jiao4 tou2; 沥滘 li4 jiao4; 道滘 dao4 jiao4; 北滘 bei3 jiao4; 冲蒌 chong1 lou2; 都斛 du1 hu2;
台城 tai2 cheng2; 台山 tai2 shan1; 睦洲 mu4 zhou1; 大鳌 da4 ao2; 三埠 san1 bu4; 蚬冈 xian3 gang1;
址山 zhi3 shan1; 宅梧 zhai2 wu2; 横陂 heng2 bei1; 那吉 na4 ji2; 莘村 xin1 cun1; 丹灶 dan1 zao4; 盐步 yan2 bu4;
炭步 tan4 bu4; 石碣 shi2 jie2; 厚街 hou4 jie1; 虎门 hu3 men2; 长安镇 chang2 an1 zhen4; 企石 qi3 shi2;
桥头镇 qiao2 tou2 zhen4; 谢岗 xie4 gang3; 凤岗 feng4 gang3; 塘厦 tang2 xia4; 樟木头 zhang1 mu4 tou2;
大朗 da4 lang3; 大岭山 da4 ling3 shan1; 小榄 xiao3 lan3; 坦洲 tan3 zhou1; 蛇口 she2 kou3; 坂田 ban3 tian2;
埔寨 bu4 zhai4; 柬埔寨 jian3 pu3 zhai4; 浏阳 liu2 yang2; 溆浦 xu4 pu3; 阆中 lang4 zhong1; 什邡 shi2 fang1;
郫县 pi2 xian4; 汶河 wen4 he2; 沁阳 qin4 yang2; 沭阳 shu4 yang2; 涪陵 fu2 ling2; 泸州 lu2 zhou1;
沧州 cang1 zhou1; 隆回 long2 hui2; 璧山 bi4 shan1; 大足 da4 zu2; 酉阳 you3 yang2; 洱海 er3 hai3; 洱源 er3 yuan2;
勐腊 meng3 la4; 芒市 mang2 shi4; 畹町 wan3 ding1; 建水 jian4 shui3; 镇沅 zhen4 yuan2; 弥勒 mi2 le4;
蒙自 meng2 zi4; 蒙阴 meng2 yin1; 蒙城 meng2 cheng2; 内蒙古 nei4 meng3 gu3; 内蒙 nei4 meng3;
巴彦淖尔 ba1 yan4 nao4 er3; 阿拉善 a1 la1 shan4; 乌兰察布 wu1 lan2 cha2 bu4; 呼伦贝尔 hu1 lun2 bei4 er3;
额济纳 e2 ji4 na4; 济南 ji3 nan2; 济宁 ji3 ning2; 济源 ji3 yuan2; 济阳 ji3 yang2; 青岛 qing1 dao3; 即墨 ji2 mo4;
莱芜 lai2 wu2; 淄博 zi1 bo2; 临淄 lin2 zi1; 邹平 zou1 ping2; 滕州 teng2 zhou1; 郯城 tan2 cheng2; 莒南 ju3 nan2;
砀山 dang4 shan1; 颍上 ying3 shang4; 颍州 ying3 zhou1; 阜阳 fu4 yang2; 阜宁 fu4 ning2; 濉溪 sui1 xi1;
灵璧 ling2 bi4; 休宁 xiu1 ning2; 泾县 jing1 xian4; 南陵 nan2 ling2; 含山 han2 shan1; 巢湖 chao2 hu2;
滁州 chu2 zhou1; 石台 shi2 tai2; 衢江 qu2 jiang1; 常山 chang2 shan1; 龙游 long2 you2; 瓯海 ou1 hai3;
椒江 jiao1 jiang1; 三亚 san1 ya4; 万宁 wan4 ning2; 屯昌 tun2 chang1; 琼海 qiong2 hai3; 重庆 chong2 qing4;
宿州 su4 zhou1; 宿迁 su4 qian1; 宿松 su4 song1; 石家庄 shi2 jia1 zhuang1; 涿州 zhuo1 zhou1; 涞源 lai2 yuan2;
冀州 ji4 zhou1; 霸州 ba4 zhou1; 蓟州 ji4 zhou1; 武清 wu3 qing1; 大港 da4 gang3; 平陆 ping2 lu4; 临汾 lin2 fen2;
吕梁 lv3 liang2; 孝义 xiao4 yi4; 岢岚 ke3 lan2; 长治 chang2 zhi4; 长子县 zhang3 zi3 xian4; 壶关 hu2 guan1;
屯留 tun2 liu2; 襄垣 xiang1 yuan2; 垣曲 yuan2 qu3; 辽中 liao2 zhong1; 桓仁 huan2 ren2; 鞍山 an1 shan1;
抚顺 fu3 shun4; 本溪 ben3 xi1; 盘锦 pan2 jin3; 葫芦岛 hu2 lu2 dao3; 和龙 he2 long2; 敦化 dun1 hua4;
敦煌 dun1 huang2; 嘉峪关 jia1 yu4 guan1; 积石山 ji1 shi2 shan1; 崆峒 kong1 tong2; 崆峒山 kong1 tong2 shan1;
西宁 xi1 ning2; 互助县 hu4 zhu4 xian4; 果洛 guo3 luo4; 乐都 le4 du1; 和田 he2 tian2; 且末 qie3 mo4;
若羌 ruo4 qiang1; 鄯善 shan4 shan4; 伊犁 yi1 li2; 阿克苏 a1 ke4 su1; 阿勒泰 a1 le4 tai4;
克拉玛依 ke4 la1 ma3 yi1; 塔什库尔干 ta3 shi2 ku4 er3 gan4; 林芝 lin2 zhi1; 墨脱 mo4 tuo1; 日喀则 ri4 ka1 ze2;
波密 bo1 mi4; 郁南 yu4 nan2; 罗定 luo2 ding4; 鹤山 he4 shan1; 开平 kai1 ping2; 恩平 en1 ping2; 新会 xin1 hui4;
蓬江 peng2 jiang1; 江海区 jiang1 hai3 qu1; 荷塘镇 he2 tang2 zhen4; 礼乐街道 li3 le4 jie1 dao4;
外海街道 wai4 hai3 jie1 dao4; 崖门 ya2 men2; 圭峰 gui1 feng1; 银洲湖 yin2 zhou1 hu2; 谭江 tan2 jiang1;
潭江 tan2 jiang1; 浣溪 huan4 xi1; 东湖 dong1 hu2; 莫朗 mo4 lang3; 鄂州 e4 zhou1; 鄂尔多斯 e4 er3 duo1 si1;
覃塘 qin2 tang2; 崇左 chong2 zuo3; 扶绥 fu2 sui2; 龙胜 long2 sheng4; 阳朔 yang2 shuo4; 岑溪 cen2 xi1;
梧州 wu2 zhou1; 北流 bei3 liu2; 兴业县 xing1 ye4 xian4; 宾阳 bin1 yang2; 邕宁 yong1 ning2; 百济 bai3 ji4;
都柏林 du1 bo2 lin2; 秘鲁 bi4 lu3; 巴塞罗那 ba1 sai4 luo2 na4; 塞尔维亚 sai4 er3 wei2 ya4;
塞浦路斯 sai4 pu3 lu4 si1; 几内亚 ji1 nei4 ya4; 埃塞俄比亚 ai1 sai4 e2 bi3 ya4; 阿塞拜疆 a1 sai4 bai4 jiang1;
塞内加尔 sai4 nei4 jia1 er3; 塞舌尔 sai4 she2 er3; 塞拉利昂 sai4 la1 li4 ang2; 仫佬 mu4 lao3; 仡佬 ge1 lao3;
纳西 na4 xi1; 傣族 dai3 zu2; 畲族 she1 zu2; 瑶族 yao2 zu2; 彝族 yi2 zu2; 佤族 wa3 zu2; 羌族 qiang1 zu2;
傈僳 li4 su4; 拉祜 la1 hu4; 哈尼 ha1 ni2; 毛南 mao2 nan2; 赫哲 he4 zhe2; 柯尔克孜 ke1 er3 ke4 zi1;
北京朝阳 bei3 jing1 chao2 yang2; 辽宁朝阳 liao2 ning2 chao2 yang2; 朝阳门 chao2 yang2 men2;
天长市 tian1 chang2 shi4; 海参崴 hai3 shen1 wai3
"""
"""Word and syllables, entries parted by semicolons."""
