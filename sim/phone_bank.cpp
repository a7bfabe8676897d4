#include "sim/phone_bank.hpp"

#include <cassert>

namespace sim {

PhoneBank::PhoneBank(std::span<const scenarios::Phone> phones, net::Loop& loop, Segment& lan,
                     const net::Chance& chance, net::Notes& notes)
    : trunk_(lan.plug_in(Segment::Sharing::shared)), stations_(*trunk_) {
  for (const auto& phone : phones) {
    const auto* model = phones::find_model(phone.model);
    assert(model != nullptr);  // the reader has refused others
    auto wire = stations_.attach(phone.mac);
    auto handset =
        std::make_unique<phones::Handset>(phones::HandsetSetup{phone.name, phone.mac, *model, phone.boot_server},
                                          loop, *wire, chance.stream(phone.name), notes);
    sockets_.emplace(phone.name, Socket{std::move(wire), std::move(handset)});
  }
}

void PhoneBank::power_on(std::string_view name) { find(name).power_on(); }
void PhoneBank::power_off(std::string_view name) { find(name).power_off(); }

phones::Handset& PhoneBank::find(std::string_view name) {
  const auto found = sockets_.find(name);
  assert(found != sockets_.end());  // the reader has refused unknown names
  return *found->second.handset;
}

}  // namespace sim
