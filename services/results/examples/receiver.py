"""Receives events and prints them: `WEBHOOK_SECRET=whsec_… python receiver.py`, on PORT or 9000."""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks import Webhook, WebhookVerificationError


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        try:
            event = Webhook(os.environ["WEBHOOK_SECRET"]).verify(body, dict(self.headers))
            # The same id is the same event: who acts on it keeps the ids, since one may come twice.
            print(self.headers["webhook-id"], event["type"], event["data"], flush=True)
            self.send_response(204)
        except WebhookVerificationError:
            self.send_response(401)
        self.end_headers()


if __name__ == "__main__":
    address = "127.0.0.1", int(os.environ.get("PORT", "9000"))
    with HTTPServer(address, Receiver) as server:
        print("Listening on {}:{}".format(*address), flush=True)
        server.serve_forever()
