# One image for web, worker and beat: the same code, started with another command (docker-compose.yml).

FROM node:22-slim AS look
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts && npm run vendor

FROM python:3.12-slim AS packages
COPY requirements.txt ./
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 OGP_DATA_DIR=/data
RUN useradd --uid 10001 --no-create-home ogp && install -d -o ogp /data
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=look /app/static/vendor static/vendor
RUN pybabel --quiet compile --directory locale --domain django
# This key signs nothing: the settings only have to be readable while the static files are collected.
RUN SECRET_KEY=only-to-collect-the-static-files-of-this-image ALLOWED_HOSTS=build \
    DATABASE_URL=sqlite:////tmp/none.sqlite3 python manage.py collectstatic --no-input --verbosity 0
USER ogp
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s CMD ["python", "manage.py", "healthcheck"]
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0"]
