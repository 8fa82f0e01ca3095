-- The requests of with-wrk.ts, one after the other, and what came of them as JSON.
local requests = {}
local sent = 0

function init()
  for line in io.lines(os.getenv("REQUESTS")) do requests[#requests + 1] = line end
  wrk.method = os.getenv("METHOD")
  whole = wrk.format()
end

function request()
  if #requests == 0 then return whole end
  local agent, body = string.match(requests[sent % #requests + 1], "^([^\t]*)\t(.*)$")
  sent = sent + 1
  if agent ~= "" then wrk.headers["user-agent"] = agent end
  return wrk.format(nil, nil, nil, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status + errors.read + errors.write + errors.connect + errors.timeout))
end
