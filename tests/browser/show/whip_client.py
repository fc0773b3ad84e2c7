"""An independent WHIP client (RFC 9725) on aiortc: sends a moving picture in one colour with a tone, until it is told to stop."""

import asyncio
import sys
import urllib.request

import numpy
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, VideoStreamTrack
from av import VideoFrame


class Colour(VideoStreamTrack):
    """Plain magenta, with a line that moves: nobody else in the scene has that colour."""

    kind = "video"

    async def recv(self):
        pts, base = await self.next_timestamp()
        pixels = numpy.zeros((360, 640, 3), numpy.uint8)
        pixels[:, :] = (200, 30, 200)
        column = (pts // 3000 * 7) % 640
        pixels[:, column : column + 8] = (255, 255, 255)
        frame = VideoFrame.from_ndarray(pixels, format="rgb24")
        frame.pts, frame.time_base = pts, base
        return frame


def ask(method, url, token, body=None):
    request = urllib.request.Request(url, data=body, method=method)
    request.add_header("Authorization", f"Bearer {token}")
    if body is not None:
        request.add_header("Content-Type", "application/sdp")
    with urllib.request.urlopen(request, timeout=15) as answer:
        return answer.status, answer.headers, answer.read().decode()


async def main(origin, token):
    connection = RTCPeerConnection()
    video = connection.addTransceiver(Colour(), direction="sendonly")
    connection.addTransceiver(AudioStreamTrack(), direction="sendonly")
    codecs = [codec for codec in video.sender.getCapabilities("video").codecs if codec.mimeType in ("video/VP8", "video/rtx")]
    video.setCodecPreferences(codecs)
    await connection.setLocalDescription(await connection.createOffer())
    offer = connection.localDescription.sdp.encode()
    status, headers, answer = await asyncio.to_thread(ask, "POST", f"{origin}/api/v1/whip", token, offer)
    print("begun", status, flush=True)
    await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    await asyncio.to_thread(sys.stdin.readline)
    status, _, _ = await asyncio.to_thread(ask, "DELETE", origin + headers["Location"], token)
    print("ended", status, flush=True)
    await connection.close()


asyncio.run(main(*sys.argv[1:3]))
