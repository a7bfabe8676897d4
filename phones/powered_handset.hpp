#pragma once

#include <functional>

#include "net/http/stream_http_client.hpp"
#include "phones/boot.hpp"
#include "phones/dhcp_client.hpp"
#include "phones/gated_wire.hpp"
#include "phones/handset.hpp"
#include "phones/resolver.hpp"

namespace phones {

// What of a handset exists from power-on, or a reboot, to the next: a host on the wire and where its conversations
// stand. It feeds the pure transitions and carries out what they ask for.
class PoweredHandset {
 public:
  // `reboot` is called when the boot asks for another; not from inside the constructor.
  PoweredHandset(const HandsetSetup& setup, net::Loop& loop, net::Wire& cable, net::Chance chance,
                 net::Notes& notes, std::function<void()> reboot);
  ~PoweredHandset();
  PoweredHandset(const PoweredHandset&) = delete;
  PoweredHandset& operator=(const PoweredHandset&) = delete;

  void start();      // once
  void cut_power();  // from here on it neither hears, speaks nor acts; it may still be on the stack
  void receive(net::BytesView frame) { wire_.receive(frame); }

 private:
  void feed(const DhcpInput& input);
  void send(const DhcpSend& what);
  void note_dhcp(const DhcpState& before, const std::string& why);
  void use_lease(const DhcpState& before);
  void restart_dhcp();

  void feed(BootInput input);
  void note(const BootNote& what);
  void note(const SipAccount& account);
  void resolve(const std::string& name);
  void stop_resolving();
  void feed(const ResolverInput& input);
  void note(const Tried& tried);

  void request(Fetch fetch);
  void request_done(int number, const Fetch& asked, net::HttpResult result);

  const HandsetSetup& setup_;
  net::Loop& loop_;
  net::Chance chance_;       // of DHCP
  net::Chance name_chance_;  // of looking up names
  net::Notes& notes_;
  std::function<void()> reboot_;
  net::TimePoint powered_at_;
  bool powered_ = true;

  GatedWire wire_;
  net::Host host_;
  net::StreamHttpClient http_;
  int requests_ = 0;  // made so far
  DhcpState dhcp_ = Init{};
  BootState boot_ = Idle{};
  ResolverState resolver_ = AtRest{};
  std::uint16_t resolver_port_ = 0;  // 0: none is bound
  net::Timer dhcp_timer_, boot_timer_, resolver_timer_;
};

}  // namespace phones
