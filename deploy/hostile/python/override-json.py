# Replaces whatever its answer may be written with, by what is no JSON.
import builtins
import json
import sys


def junk(*_, **__):
    return '{"status":"returned", no JSON at all \n\0'


json.dumps = json.loads = json.JSONEncoder.encode = json.JSONEncoder.iterencode = junk
json.encoder.encode_basestring_ascii = json.encoder.c_make_encoder = junk
builtins.str = builtins.len = builtins.repr = builtins.isinstance = builtins.print = junk


def act(state):
    return {'move': 'a'}
