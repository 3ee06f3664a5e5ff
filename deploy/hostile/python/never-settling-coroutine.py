# Answers with a coroutine, a generator and a future that never settle.
import asyncio


async def act(state):
    await asyncio.get_running_loop().create_future()
