"""The loop that is in use today, re-created from its description: pandas row by row, one request at a time.

Reads a VEN client's resources.db and load_data.h5 and uploads each load to the bulk endpoint, chunk after chunk, until
so many points were sent. Says what it took as one line of JSON.
"""

import argparse
import asyncio
import json
import resource
import sqlite3
import sys
import time

import aiohttp
import h5py
import pandas as pd

# The published guide's size for a network of medium speed.
CHUNK_POINTS = 10_000
INTERVAL = pd.Timedelta(hours=1)


def read_loads(database_path):
    with sqlite3.connect(database_path) as database:
        return pd.read_sql_query(
            "SELECT load_id, load_component, h5_meter_id, vtn_resource_id FROM loads"
            " WHERE vtn_resource_id IS NOT NULL ORDER BY id",
            database,
        )


def read_series(meter_file, load):
    dataset = meter_file[f"meters/{load.h5_meter_id}/{load.load_component}/power"]
    return pd.DataFrame(dataset[:], columns=["timestamp", "value"])


def make_intervals(frame):
    intervals = []
    for _, row in frame.iterrows():
        start = pd.to_datetime(row["timestamp"], unit="s", utc=True)
        end = start + INTERVAL
        intervals.append(
            {
                "interval_start": start.isoformat(),
                "interval_end": end.isoformat(),
                "value": float(row["value"]),
                "quality_code": "GOOD",
            }
        )
    return intervals


async def upload_chunk(session, base_url, resource_id, intervals):
    url = f"{base_url}/report_data/bulk"
    query = {"resource_id": resource_id, "batch_size": 1000}
    async with session.post(url, params=query, json=intervals) as answer:
        created = await answer.json()
        if answer.status != 201 or created["entries_created"] != len(intervals):
            raise RuntimeError(f"The VTN answered {answer.status}: {created}")


async def upload(args):
    sent = 0
    headers = {"Authorization": "Bearer counted-only"}
    async with aiohttp.ClientSession(headers=headers) as session:
        with h5py.File(args.meter_file, "r") as meter_file:
            for _, load in read_loads(args.database).iterrows():
                frame = read_series(meter_file, load)
                for first in range(0, len(frame), CHUNK_POINTS):
                    chunk = frame.iloc[first : first + min(CHUNK_POINTS, args.points - sent)]
                    await upload_chunk(session, args.base_url, load.vtn_resource_id, make_intervals(chunk))
                    sent += len(chunk)
                    if sent >= args.points:
                        return sent
    return sent


def peak_bytes():
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("database")
    parser.add_argument("meter_file")
    parser.add_argument("base_url")
    parser.add_argument("--points", type=int, required=True)
    args = parser.parse_args()
    began, cpu_began = time.perf_counter(), time.process_time()
    points = asyncio.run(upload(args))
    figures = {
        "points": points,
        "seconds": time.perf_counter() - began,
        "cpuSeconds": time.process_time() - cpu_began,
        "peakBytes": peak_bytes(),
        "versions": f"Python {sys.version.split()[0]}, pandas {pd.__version__}, h5py {h5py.__version__},"
        f" aiohttp {aiohttp.__version__}",
    }
    print(json.dumps(figures))


main()
