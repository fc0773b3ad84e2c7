"""An independent WHIP client (RFC 9725) on aiortc: sends a moving picture in one colour with silence, coded as it is told (VP8 or H264), until
it is told to stop. Asked for `keys`, it says how many key frames it has made and the longest time without one, in milliseconds."""

import asyncio
import sys
import time
import urllib.request

import numpy
from aiortc import RTCPeerConnection, RTCSessionDescription
from aiortc.codecs.h264 import H264Encoder
from aiortc.codecs.vpx import Vp8Encoder, VpxPayloadDescriptor
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


def begins_key_frame(codec, payload):
    if codec == "VP8":
        descriptor, frame = VpxPayloadDescriptor.parse(payload)
        return descriptor.partition_start == 1 and frame[0] & 1 == 0
    kind = payload[0] & 31
    # RFC 6184: a parameter set alone, in an aggregate, or an IDR slice.
    return kind in (5, 7) or (kind == 24 and payload[3] & 31 in (5, 7)) or (kind == 28 and payload[1] & 0x9F in (0x85, 0x87))


class Keys:
    """When the encoder has made key frames."""

    def __init__(self, codec):
        self.times = []
        encoder = Vp8Encoder if codec == "VP8" else H264Encoder
        encode = encoder.encode

        def watched(encoding, frame, force_keyframe=False):
            payloads, timestamp = encode(encoding, frame, force_keyframe)
            if any(begins_key_frame(codec, payload) for payload in payloads):
                self.times.append(time.monotonic())
            return payloads, timestamp

        encoder.encode = watched

    def longest(self):
        times = [*self.times, time.monotonic()]
        return max((later - earlier for earlier, later in zip(times, times[1:])), default=0) * 1000


def ask(method, url, token, body=None):
    request = urllib.request.Request(url, data=body, method=method)
    request.add_header("Authorization", f"Bearer {token}")
    if body is not None:
        request.add_header("Content-Type", "application/sdp")
    with urllib.request.urlopen(request, timeout=15) as answer:
        return answer.status, answer.headers, answer.read().decode()


async def main(origin, token, codec):
    keys = Keys(codec)
    connection = RTCPeerConnection()
    video = connection.addTransceiver(Colour(), direction="sendonly")
    connection.addTransceiver(AudioStreamTrack(), direction="sendonly")
    codecs = [one for one in video.sender.getCapabilities("video").codecs if one.mimeType in (f"video/{codec}", "video/rtx")]
    video.setCodecPreferences(codecs)
    await connection.setLocalDescription(await connection.createOffer())
    offer = connection.localDescription.sdp.encode()
    status, headers, answer = await asyncio.to_thread(ask, "POST", f"{origin}/api/v1/whip", token, offer)
    print("begun", status, flush=True)
    await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    while (await asyncio.to_thread(sys.stdin.readline)).strip() == "keys":
        print("keys", len(keys.times), round(keys.longest()), flush=True)
    status, _, _ = await asyncio.to_thread(ask, "DELETE", origin + headers["Location"], token)
    print("ended", status, flush=True)
    await connection.close()


asyncio.run(main(*sys.argv[1:4]))
