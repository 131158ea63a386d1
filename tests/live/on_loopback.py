"""The app for a test of the live view on a computer without any network.

WebRTC leaves the loopback address out at both ends: the test tells its browser to take it, and this the server.
"""

import aioice.ice

from formcheck.app.main import main

aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]
main()
