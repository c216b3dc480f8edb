"""Writes the commonest words of UniDic, a word a line: `words.py > unidic-words.txt`.

Reads the compiled dictionary (MeCab's sys.dic: a head, a double array from words to tokens, tokens with their cost) of
the PyPI package unidic-lite. Words that cost little are common.
"""

import array
import collections
import os
import struct
import sys
import unicodedata

import unidic_lite

WORDS = 110_000
HEAD = 72
TOKEN = 16

path = os.path.join(os.path.dirname(unidic_lite.__file__), "dicdir", "sys.dic")
with open(path, "rb") as file:
    data = file.read()
array_size, token_size = struct.unpack("<2I", data[24:32])
units = array.array("i")
units.frombytes(data[HEAD : HEAD + array_size])
tokens = data[HEAD + array_size : HEAD + array_size + token_size]
base, check = units[0::2], units[1::2]

children = collections.defaultdict(list)
for unit in range(len(base)):
    if base[unit] or check[unit]:
        children[check[unit]].append(unit)

words = []
open_units = [(0, b"")]
while open_units:
    unit, begun = open_units.pop()
    for child in children.get(base[unit], ()):
        code = child - base[unit]
        if code == 0 and base[child] < 0:
            value = -base[child] - 1
            first, count = value >> 8, value & 0xFF
            costs = (struct.unpack_from("<h", tokens, (first + at) * TOKEN + 6)[0] for at in range(count))
            words.append((min(costs), begun))
        elif 0 < code <= 256:
            open_units.append((child, begun + bytes([code - 1])))

letters = []
for cost, word in words:
    text = word.decode("utf-8", "ignore")
    if len(text) > 1 and all(unicodedata.category(c).startswith("L") for c in text):
        letters.append((cost, text))
for _, text in sorted(letters)[:WORDS]:
    sys.stdout.write(text + "\n")
