#include "adapters/metrics/page.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::metrics {
namespace {

using client_metric = prometheus::ClientMetric;

double seconds(std::chrono::nanoseconds t) { return std::chrono::duration<double>(t).count(); }

client_metric::Histogram histogram_of(const duration_reading& from) {
  client_metric::Histogram out;
  std::uint64_t up_to_here = 0;
  for (std::size_t i = 0; i < duration_bounds.size(); ++i) {
    up_to_here += from.buckets[i];
    out.bucket.push_back({up_to_here, seconds(duration_bounds[i])});
  }
  out.sample_count = from.count();
  out.sample_sum = seconds(from.sum);
  return out;
}

void put_number(client_metric& into, kind of, double number) {
  if (of == kind::counter)
    into.counter.value = number;
  else
    into.gauge.value = number;
}

client_metric metric_of(const metric_info& row, const page::sample& from) {
  client_metric out;
  for (std::size_t i = 0; i < from.labels.size(); ++i)
    out.label.push_back({std::string(row.labels[i]), from.labels[i]});
  std::visit(overloaded{
                 [&](std::uint64_t n) { put_number(out, row.of, static_cast<double>(n)); },
                 [&](std::chrono::nanoseconds t) { put_number(out, row.of, seconds(t)); },
                 [&](const duration_reading& d) { out.histogram = histogram_of(d); },
             },
             from.now);
  return out;
}

prometheus::MetricType type_of(kind k) {
  switch (k) {
    case kind::counter: return prometheus::MetricType::Counter;
    case kind::gauge: return prometheus::MetricType::Gauge;
    case kind::histogram: return prometheus::MetricType::Histogram;
  }
  broken_invariant("every kind has a type", __FILE__, __LINE__);
}

}  // namespace

void page::put(metric m, label_values labels, value now) {
  const auto& row = info_of(m);
  SLUICE_INVARIANT(labels.size() == row.label_count());
  SLUICE_INVARIANT(std::holds_alternative<duration_reading>(now) == (row.of == kind::histogram));
  samples_[static_cast<std::size_t>(m)].push_back({{labels.begin(), labels.end()}, now});
}

std::string page::text() const {
  std::vector<prometheus::MetricFamily> families;
  for (const auto& row : table) {
    if (of(row.which).empty()) continue;
    auto& family = families.emplace_back();
    family.name = row.name;
    family.help = row.help;
    family.type = type_of(row.of);
    for (const auto& s : of(row.which)) family.metric.push_back(metric_of(row, s));
  }
  return prometheus::TextSerializer{}.Serialize(families);
}

}  // namespace sluice::metrics
