#include "audit/export.hpp"

#include <nlohmann/json.hpp>
#include <ostream>

#include "base/hex.hpp"
#include "base/time_text.hpp"
#include "events/codec.hpp"
#include "events/json.hpp"
#include "store/log_history.hpp"

namespace sluice {
namespace {

using json = nlohmann::ordered_json;

json unreadable_line(const store::record& r, const undecodable& problem) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(r.payload.data());
  json line;
  line["sequence"] = r.position;
  line["time"] = rfc3339(time_of(r));
  line["stream"] = r.stream;
  line["stream_sequence"] = r.stream_position;
  line["type_number"] = r.type;
  line["problem"] = problem.message;
  line["payload"] = hex(bytes, r.payload.size());
  return line;
}

void add_envelope(json& line, const store::log_history& log, const store::record& r) {
  line["schema_version"] = r.schema_version;
  line["partition"] = r.partition;
  line["epoch"] = r.epoch;
  line["log"] = log.has_id() ? json(store::to_text(log.id)) : json(nullptr);
  line["incarnation"] = log.incarnation_of(r.position);
  line["previous_in_stream"] = r.previous_in_stream;
  line["chain"] = hex(r.chain.data(), r.chain.size());
}

}  // namespace

export_result export_jsonl(const store::event_log& log, std::ostream& out,
                           const record_keys& keys) {
  export_result result;
  const auto history = store::history_of(log);
  result.damage = log.read_all(1, [&](const store::record& r) {
    const auto content = decode(r, keys);
    json line;
    if (const auto* problem = std::get_if<undecodable>(&content)) {
      ++result.undecodable;
      line = unreadable_line(r, *problem);
    } else {
      line = to_json(r, std::get<decoded>(content));
    }
    add_envelope(line, history, r);
    out << to_line(line) << '\n';
    ++result.events;
    return out.good();
  });
  result.written = out.flush().good();
  return result;
}

}  // namespace sluice
