"""
Measure words: what may stand behind a number that counts, and before which of them a lone 2 is 两.
"""

from __future__ import annotations

import re

_LIANG_LONG = (
    "平方米|平方千米|平方公里|平方厘米|立方米|立方厘米|平方|立方|公里|千米|厘米|毫米|微米|纳米|公斤|千克|毫克|微克|毫升|公升|公顷|公分|海里|"
    "英里|英寸|英尺|平米|小时|分钟|秒钟|刻钟|星期|礼拜|周岁|周年|人次|人份|美元|欧元|英镑|日元|港元|港币|韩元|卢布|澳元|加元|车次|车道|批次|"
    "架次|班次|例次|场次|户次|件次|剂次|趟次|家庭|部门|点钟|字节|床位|车位|学时|课时|学分|标段|个半|盎司|千卡"
)
_LIANG = (
    "个名位人户家次件份批例起宗项条张只头匹台辆艘架部套支队所间扇片颗粒株棵根枝朵把束袋包箱盒瓶桶杯碗盘罐筒卷册本篇章页字句段首场轮回遍"
    "趟番阵顿门科种样款双对副滴点倍成代辈口岁天年周夜晚站里尺寸丈亩斤克吨升米元块角分秒时刻班节集幕局步拳声餐桌笔单票股处座栋幢层组排列"
    "道面枚盏顶封尊具串捆堆群窝床幅帧尾羽盆筐车船瓣县市省镇乡村校厂店馆国岸侧端边类老城剂针贴丸罪案馀省州县厢截炉缸窑箩担垄畦穴拨伙帮"
)
_ER_LONG = "个股|年级|季度|月份|世纪|国道|省道|县道|号楼|单元|摄氏度|百分点|千瓦时|千瓦|兆瓦|千伏|毫安|等奖|等功"
_ER = "期届等级日月号度员等区院环伏瓦"
_NOT_LIANG = (
    r"年[级纪]|点[零〇]|元[化论方]|次[元生方]|条例|部分|分[之店院司局厂法制类]|位[数一]|代[表码理号办销]|成年|人[转台]|班级|周目|类型|"
    r"章程|段位|本账|里弄|时期|家[里长]|老[师板虎乡]|城[市乡]|层级|单元|面[积向]|米波|支付|字头|笔试|站式|步走|股东|列车|片区|口岸|角[形恋]"
)
_MAGNITUDE = "[余多来几]?[万亿千百]*[余多来几]?"

MEASURE = re.compile(rf"{_MAGNITUDE}(?:{_LIANG_LONG}|{_ER_LONG}|[{_LIANG}{_ER}])")
"""A measure word, with a magnitude or without, right behind a number."""

TWO_IS_LIANG = re.compile(
    rf"(?!{_NOT_LIANG})(?:[多余]?(?:{_LIANG_LONG}|[{_LIANG}万亿千])|区(?=\d|、\d)|大(?![类型于桥道队学]))"
)
"""What follows a lone 2 that is read 两: what is counted or weighed, but no month, day, floor, rank, line or school."""
