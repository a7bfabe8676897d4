#include "gateway/dhcp/address_choice.hpp"

#include <algorithm>

namespace gateway {

namespace {

using net::Ipv4Address;

// The pool within the LAN, without the LAN's first and last address. A pool off the LAN ends before it begins.
struct PoolRange {
  Ipv4Address first;
  Ipv4Address last;
};

PoolRange pool_range(const DhcpServerSettings& settings) {
  const Ipv4Address lowest((settings.lan.address.number() & settings.lan.mask().number()) + 1);
  const Ipv4Address highest(settings.lan.directed_broadcast().number() - 1);
  return {std::max(settings.pool_first, lowest), std::min(settings.pool_last, highest)};
}

bool counts(const Settings& settings, const std::optional<Reservation>& row) {
  return row && row->enabled && row->mac && row->address && is_lan_host(settings.dhcp.lan, *row->address);
}

std::optional<Ipv4Address> lowest_free(const LeaseTable& leases, const Settings& settings, net::MacAddress mac) {
  const auto range = pool_range(settings.dhcp);
  for (auto next = leases.next_free(range.first); next <= range.last;
       next = leases.next_free(Ipv4Address(next.number() + 1)))
    if (may_have(settings, mac, next)) return next;
  return std::nullopt;
}

}  // namespace

const Reservation* reservation_at(const Settings& settings, Ipv4Address address) {
  for (const auto& row : settings.reservations)
    if (counts(settings, row) && row->address == address) return &*row;
  return nullptr;
}

const Reservation* reservation_of(const Settings& settings, net::MacAddress mac) {
  for (const auto& row : settings.reservations)
    if (counts(settings, row) && row->mac == mac)
      return reservation_at(settings, *row->address) == &*row ? &*row : nullptr;
  return nullptr;
}

bool in_pool(const DhcpServerSettings& settings, Ipv4Address address) {
  const auto range = pool_range(settings);
  return address >= range.first && address <= range.last && address != settings.lan.address;
}

bool may_have(const Settings& settings, net::MacAddress mac, Ipv4Address address) {
  if (const auto* reservation = reservation_at(settings, address))
    return reservation == reservation_of(settings, mac);
  return in_pool(settings.dhcp, address);
}

std::optional<Ipv4Address> reserved_address(const LeaseTable& leases, const Settings& settings,
                                            const Asker& asker) {
  const auto* reservation = reservation_of(settings, asker.mac);
  if (reservation == nullptr) return std::nullopt;
  const auto* holder = leases.at(*reservation->address);
  const bool lost =
      holder != nullptr && holder != asker.known &&
      (holder->state == LeaseState::declined || (holder->state == LeaseState::leased && holder->mac != asker.mac));
  return lost ? std::nullopt : reservation->address;
}

std::optional<AddressChoice> choose_address(const LeaseTable& leases, const Settings& settings,
                                            const Asker& asker) {
  const auto mine = [&](Ipv4Address address) { return may_have(settings, asker.mac, address); };
  if (const auto reserved = reserved_address(leases, settings, asker)) return {{*reserved}};
  if (asker.known != nullptr && mine(asker.known->address)) return {{asker.known->address}};
  if (asker.requested && mine(*asker.requested) && leases.at(*asker.requested) == nullptr)
    return {{*asker.requested}};
  if (const auto free = lowest_free(leases, settings, asker.mac)) return {{*free}};
  if (const auto* past = leases.longest_past(mine)) return {{past->address}};
  if (const auto* offer = leases.oldest_offer(mine)) return {{offer->address, true}};
  return std::nullopt;
}

}  // namespace gateway
