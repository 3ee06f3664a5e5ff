# An image for agents in Python, where a registry can be reached. From the top folder:
#   docker build -t ai-village/agent-python:registry -f deploy/images/python.Dockerfile deploy/images
FROM python:3.13.5-slim-bookworm
RUN rm -rf /usr/local/lib/python3.*/site-packages/* && ln -s /usr/local/bin/python3 /usr/bin/python3
COPY runner/runner.py /runner/runner.py
USER 65534:65534
CMD ["python3", "/runner/runner.py"]
