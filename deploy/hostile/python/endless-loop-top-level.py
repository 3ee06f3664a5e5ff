# Never comes to the end of its own loading.
while True:
    pass
