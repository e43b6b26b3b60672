#include "audit/verify.hpp"
#include "events/codec.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

namespace sluice::tests::verify_webhook_test {
namespace {

using problems = std::vector<std::string>;

/// "transition@3": rule and place of every problem.
problems found(const store::event_log& log) {
  problems out;
  for (const auto& p : verify(log).problems)
    out.push_back(std::string(name_of(p.fault.rule)) + '@' + std::to_string(p.at));
  return out;
}

}  // namespace

TEST_CASE("what becomes of a webhook endpoint stands in its stream, and can have happened") {
  const auto disabled = webhook::endpoint_disabled{webhook::disabled_by::gone, 1};
  const auto enabled = webhook::endpoint_enabled{{"li.wei", "they are back"}};
  const auto write = [](scribe& s, const std::string& stream, const webhook::event& e) {
    s.write_raw(stream, encode(e, {}, s.now));
  };
  scribe honest;
  write(honest, "webhook/m1/shop", disabled);
  for (int i = 0; i < 2; ++i) write(honest, "webhook/m1/shop", enabled);
  CHECK(found(*honest.log) == problems{});
  scribe twice;
  for (int i = 0; i < 2; ++i) write(twice, "webhook/m1/shop", disabled);
  CHECK(found(*twice.log) == problems{"transition@2"});
  scribe elsewhere;
  write(elsewhere, "merchant/m1", disabled);
  CHECK(found(*elsewhere.log) == problems{"stream@1"});
}

}  // namespace sluice::tests::verify_webhook_test
