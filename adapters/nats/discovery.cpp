#include "adapters/nats/discovery.hpp"

#include <nlohmann/json.hpp>

#include "adapters/api/schema.hpp"
#include "base/invariant.hpp"
#include "base/time_text.hpp"

namespace sluice::nats {
namespace {

using json = nlohmann::ordered_json;

json identity(const service_identity& self, std::string_view kind) {
  return {{"type", "io.nats.micro.v1." + std::string(kind) + "_response"},
          {"name", self.name},
          {"id", self.id},
          {"version", self.version},
          {"metadata",
           {{"help", self.prefix + ".help"},
            {"schema", self.prefix + ".schema.get"},
            {"events", self.prefix + ".evt.>"}}}};
}

json place(const service_identity& self, const api::endpoint_info& row) {
  return {{"name", row.name},
          {"subject", self.prefix + '.' + std::string(row.subject)},
          {"queue_group", self.queue_group}};
}

json described(const service_identity& self, const api::endpoint_info& row) {
  json entry = place(self, row);
  auto& metadata = entry["metadata"];
  metadata["doc"] = row.doc;
  metadata["version"] = std::to_string(row.at.version);
  if (row.request.empty()) return entry;
  metadata["request"] = api::full_name(row.request);
  metadata["reply"] = api::full_name(row.reply);
  metadata["format"] = "json,protobuf";
  metadata["example"] = row.example;
  return entry;
}

json measured(const service_identity& self, const api::endpoint_info& row,
              const endpoint_counts& counted) {
  json entry = place(self, row);
  const auto total = counted.took.sum.count();
  const auto requests = counted.took.count();
  entry["num_requests"] = requests;
  entry["num_errors"] = counted.errors();
  entry["last_error"] = counted.last_error;
  entry["processing_time"] = total;
  entry["average_processing_time"] =
      requests == 0 ? 0 : total / static_cast<std::int64_t>(requests);
  return entry;
}

json info(const service_identity& self) {
  json answer = identity(self, "info");
  if (!self.demo_keys.empty()) answer["metadata"]["demo_keys"] = self.demo_keys;
  answer["description"] = "Sluice: payment orders, durable and auditable";
  answer["endpoints"] = json::array();
  for (const auto& row : api::endpoints()) answer["endpoints"].push_back(described(self, row));
  return answer;
}

json stats(const service_identity& self, const endpoint_stats& counted,
           const std::vector<follower_standing>& followers) {
  json answer = identity(self, "stats");
  for (const auto& f : followers) {
    answer["metadata"][f.name + "_cursor"] = std::to_string(f.cursor);
    answer["metadata"][f.name + "_lag"] = std::to_string(f.lag);
    answer["metadata"][f.name + "_is_kept_waiting"] = f.is_kept_waiting ? "yes" : "no";
  }
  answer["started"] = rfc3339(self.started);
  answer["metadata"]["requests_dropped"] = std::to_string(counted.dropped());
  answer["endpoints"] = json::array();
  for (const auto& row : api::endpoints())
    answer["endpoints"].push_back(measured(self, row, counted.of(row.which)));
  return answer;
}

}  // namespace

std::string_view name_of(discovery_verb verb) noexcept {
  switch (verb) {
    case discovery_verb::ping: return "PING";
    case discovery_verb::info: return "INFO";
    case discovery_verb::stats: return "STATS";
  }
  broken_invariant("every verb has a name", __FILE__, __LINE__);
}

std::string discovery_answer(discovery_verb verb, const service_identity& self,
                             const endpoint_stats& counted,
                             const std::vector<follower_standing>& followers) {
  switch (verb) {
    case discovery_verb::ping: return identity(self, "ping").dump();
    case discovery_verb::info: return info(self).dump();
    case discovery_verb::stats: return stats(self, counted, followers).dump();
  }
  broken_invariant("every verb has an answer", __FILE__, __LINE__);
}

}  // namespace sluice::nats
