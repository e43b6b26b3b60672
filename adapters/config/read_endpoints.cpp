/// [endpoints."order.create"]: how much services may ask of it together.

#include "adapters/config/sections.hpp"
#include "domain/access/grant.hpp"

namespace sluice::config {
namespace {

/// Doubt, notices and people are never made to wait: what may be limited is what services may ask.
bool may_be_limited(const std::string& name) {
  const auto whole = access::grant_from_text(name);
  return whole && access::may_be_given(access::principal_kind::service, *whole);
}

overload::endpoint_limits read_endpoint(toml_reader& in) {
  constexpr std::uint32_t most = 1'000'000;
  overload::endpoint_limits out;
  in.whole<std::uint32_t>("per_second", out.per_second, 0, most);
  in.whole<std::uint32_t>("burst", out.burst, 0, most);
  in.whole<std::uint32_t>("max_in_flight", out.max_in_flight, 0, most);
  if (in.sound() && out.burst != 0 && out.per_second == 0)
    in.complain("burst", "means nothing without per_second", "a burst beside per_second");
  else if (in.sound() && out == overload::endpoint_limits{})
    in.complain("", "limits nothing", "per_second with burst, max_in_flight, or all of them");
  in.finish();
  return out;
}

}  // namespace

void read_endpoints(toml_reader in, engine_settings& out) {
  for (const auto& name : access::command_names()) {
    const bool is_limited = may_be_limited(name);
    if (!is_limited && !in.has(name)) continue;
    auto inner = in.table(name);
    if (!is_limited)
      in.complain(name, "is no service's to ask, and never limited",
                  "an endpoint that services use, such as \"order.create\"");
    else if (inner)
      out.endpoints.emplace(name, read_endpoint(*inner));
  }
  in.finish();
}

}  // namespace sluice::config
