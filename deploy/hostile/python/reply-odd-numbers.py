# Answers with NaN, both infinities and minus zero, which Python would write as they are.
def act(state):
    return [float('nan'), float('inf'), float('-inf'), -0.0, 5e-324]
