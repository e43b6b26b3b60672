#include "sim/world/locksmith.hpp"

#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

class drawn final : public random_port {
 public:
  explicit drawn(chance from) : from_(from) {}
  std::uint64_t next() override { return from_.next(); }

 private:
  chance from_;
};

}  // namespace

locksmith::locksmith(const engine_settings& engine, std::uint64_t seed)
    : roll_(~seed), luck_(std::make_shared<drawn>(roll_.fork())) {
  for (const auto& m : engine.merchants)
    if (has_always_sealed(m.id)) make_key(m.id);
}

void locksmith::make_key(const merchant_id& m) {
  std::string bytes;
  for (int i = 0; i < 32; ++i) bytes += static_cast<char>(roll_.below(256));
  ++made_;
  SLUICE_INVARIANT(all_.add({data_key_id{"d-" + std::to_string(made_)}, m, instant{millis{made_}},
                             secret(std::move(bytes))}));
}

}  // namespace sluice::sim
