#include "sim/judges/sealing_judge.hpp"

#include "events/sealed_payload.hpp"
#include "sim/world/cards.hpp"
#include "sim/world/locksmith.hpp"
#include "sim/world/phones.hpp"

namespace sluice::sim {

void sealing_judge::look_into(std::string_view bytes, std::string_view where) {
  if (bytes.find(private_mark) != std::string_view::npos)
    verdict_->guilty(promise::only_the_entitled,
                     "what is sealed for its merchant can be read in " + std::string(where));
  if (bytes.find(code_mark) != std::string_view::npos)
    verdict_->guilty(
        promise::only_the_entitled, "a payer's code can be read in " + std::string(where));
  if (bytes.find(card_mark) != std::string_view::npos)
    verdict_->guilty(
        promise::only_the_entitled, "a card's number can be read in " + std::string(where));
}

void sealing_judge::durable(const store::record& r) {
  look_into(r.payload, "the record of " + r.stream);
  if (!r.has_sealed_part) return;
  const auto parts = parts_of(r.payload);
  if (!parts) return verdict_->guilty(promise::nothing_lost, "a sealed part without its lengths");
  const auto use =
      std::string(parts->key_id) + '\n' + std::string(parts->sealed.substr(0, sizeof(seal_nonce)));
  if (!used_.insert(use).second)
    verdict_->guilty(promise::only_the_entitled,
                     "a nonce comes twice under the key " + std::string(parts->key_id));
}

void sealing_judge::durable(const store::index_entry& e) {
  look_into(e.key, "an entry's key");
  look_into(e.value, "an entry's value");
}

void sealing_judge::told(std::string_view text) { look_into(text, "what is told to the world"); }

}  // namespace sluice::sim
