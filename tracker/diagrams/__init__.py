"""The change diagram: a frozen `Drawing` in, DOT text, SVG, PNG, PDF and a text outline out.

drawing   what is drawn, already worded        wrapping, metrics   text into lines of a known width
cards     a box set in type                    dot                 the text that `dot` lays out
render    the only caller of `dot`             placement           where `dot` put things
routes    the lines between the boxes          picture, legend     everything as primitives (scene)
tags      what stands on a line                source_list         where the risk comes from
svg       primitives as SVG                    paint               primitives as DOT, for PNG and PDF
outline   the same in words                    diagram             the way in for the pages
"""
