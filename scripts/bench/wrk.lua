-- The requests of wrk.ts, one after the other, and what came of them as JSON. Each is written before the first is sent: to
-- write them on the way would take as much of the machine as an empty handler does.
local requests = {}
local sent = 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do
    local method, path, agent, address, body = string.match(line, "^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    wrk.headers["user-agent"] = agent ~= "" and agent or nil
    wrk.headers["x-forwarded-for"] = address
    requests[#requests + 1] = wrk.format(method, path, nil, body ~= "" and body or nil)
  end
end

function request()
  sent = sent + 1
  return requests[(sent - 1) % #requests + 1]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.read + errors.write + errors.connect + errors.timeout))
end
