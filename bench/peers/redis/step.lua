-- One step of an order: from a state to the next, and the event that says so, in one go.
-- KEYS: the order (its key is merchant and number, so that accepting is idempotent), the stream.
-- ARGV: the state it must be in, the next one, its version, the payload. Returns its state.
local state = redis.call('HGET', KEYS[1], 'state') or ''
if state ~= ARGV[1] then return state end
redis.call('HSET', KEYS[1], 'state', ARGV[2], 'version', ARGV[3])
redis.call('XADD', KEYS[2], '*', 'order', KEYS[1], 'state', ARGV[2], 'payload', ARGV[4])
return ARGV[2]
