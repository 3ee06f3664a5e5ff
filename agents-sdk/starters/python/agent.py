"""An agent that competes. It is asked for one action a turn, and sees nothing but what it is told."""

game = ""


def init(config):
    """Called once before the first turn, with game, gameVersion, seat, seats, options and budget."""
    global game
    game = config["game"]


def act(state):
    """Called at each of its turns; the answer is one of validActions."""
    board, actions = state["board"], state["validActions"]
    if game == "connect-four":
        return choose_column(board["rows"], str(board["you"]), actions)
    return actions[len(actions) // 2]


def on_result(result):
    """Called once the match is over, with seat, scores, outcome and withdrawn."""


def choose_column(rows, me, columns):
    """Wins if it can, blocks if it must, and stays near the centre else."""
    near_centre = sorted(columns, key=lambda column: abs(column - 3))
    for disc in (me, "1" if me == "0" else "0"):
        for column in near_centre:
            if makes_four(rows, column, disc):
                return column
    return near_centre[0]


def makes_four(rows, column, disc):
    """Whether a disc that is dropped into a column would be the fourth in a line."""
    row = max(at for at in range(len(rows)) if rows[at][column] == ".")

    def run(down, right):
        length, y, x = 0, row + down, column + right
        while 0 <= y < len(rows) and 0 <= x < len(rows[0]) and rows[y][x] == disc:
            length, y, x = length + 1, y + down, x + right
        return length

    return any(run(down, right) + run(-down, -right) >= 3 for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)))
