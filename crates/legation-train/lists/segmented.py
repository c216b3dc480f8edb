"""Cuts Japanese text into UniDic's short units, the words of the treebank: `segmented.py TEXT > alt-unidic.txt`.

Needs the PyPI packages fugashi and unidic-lite.
"""

import sys

import fugashi

tagger = fugashi.Tagger()
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        line = line.strip().replace(" ", "")
        if line:
            print(" ".join(word.surface for word in tagger(line)))
