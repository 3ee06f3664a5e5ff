# Answers with a list that holds itself.
def act(state):
    answer = []
    answer.append(answer)
    return answer
