"""Runs one agent in Python. It says `ready`, then serves questions from its input, one line each:

  <nonce> load {"main": "agent.py", "files": {"agent.py": "<base64>"}}
  <nonce> init|act|onResult <argument as JSON>

and answers each with one line: `<nonce> returned <JSON>`, or `<nonce> crash|invalid_reply|memory <reason as JSON>`.
Agent code runs in the same interpreter: what the host believes is decided by the host.
"""
import asyncio
import base64
import importlib.util
import inspect
import json
import os
import platform
import resource
import sys

FOLDER = '/tmp/agent'
REASON_CHARS_MAX = 300
NAMES = {'init': 'init', 'act': 'act', 'onResult': 'on_result'}


class Runner:
    def __init__(self):
        # What the agent prints goes where errors go; its replies have a way of their own.
        self.input = os.fdopen(os.dup(0), 'rb')
        self.output = os.dup(1)
        os.dup2(2, 1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        self.agent = None
        self.loop = None

    def serve(self):
        self.say('ready 1 python ' + platform.python_version())
        for line in self.input:
            nonce, name, argument = line.decode().rstrip('\n').split(' ', 2)
            self.say(nonce + ' ' + self.answer(name, argument))
        os._exit(0)  # the host has gone

    def say(self, line):
        data = memoryview((line + '\n').encode())
        while data:
            data = data[os.write(self.output, data):]

    def answer(self, name, argument):
        try:
            if name == 'load':
                self.load(**json.loads(argument))
                return 'returned null'
            function = getattr(self.agent, NAMES[name], None)
            if function is None:
                return 'crash "the agent has no function act"' if name == 'act' else 'returned null'
            answer = self.settled(function(json.loads(argument)))
            return written(answer) if name == 'act' else 'returned null'
        except MemoryError:
            return 'memory "out of memory"'
        except BaseException as error:  # SystemExit and KeyboardInterrupt are the agent's doing as well
            return reason('crash', error)

    def load(self, main, files):
        for name, content in files.items():
            file = inside(name)
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, 'wb') as opened:
                opened.write(base64.b64decode(content))
        os.chdir(FOLDER)
        sys.path[:0] = dict.fromkeys([os.path.dirname(inside(main)), FOLDER])
        spec = importlib.util.spec_from_file_location('agent', inside(main))
        module = importlib.util.module_from_spec(spec)
        sys.modules['agent'] = module
        spec.loader.exec_module(module)
        made = getattr(module, 'Agent', None)
        self.agent = self.settled(made()) if inspect.isclass(made) and not hasattr(module, 'act') else module

    def settled(self, answer):
        if not inspect.isawaitable(answer):
            return answer
        if self.loop is None:
            self.loop = asyncio.new_event_loop()
        return self.loop.run_until_complete(waited(answer))


async def waited(answer):
    return await answer


def inside(name):
    file = os.path.normpath(os.path.join(FOLDER, name))
    if not file.startswith(FOLDER + '/'):
        raise ValueError(name + ' leads out of the program')
    return file


def written(answer):
    try:
        return 'returned ' + json.dumps(answer, allow_nan=False, separators=(',', ':'))
    except MemoryError:
        raise
    except BaseException as error:
        return reason('invalid_reply', error)


def reason(kind, error):
    try:
        text = type(error).__name__ + ': ' + str(error)
        return kind + ' ' + json.dumps(text[:REASON_CHARS_MAX])
    except BaseException:
        return kind + ' "something was raised that cannot be told"'


if len(sys.argv) > 1:
    addresses = int(sys.argv.pop())
    resource.setrlimit(resource.RLIMIT_AS, (addresses, addresses))
Runner().serve()
