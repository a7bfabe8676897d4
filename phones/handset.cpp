#include "phones/handset.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "phones/powered_handset.hpp"

namespace phones {

class Handset::Parts {
 public:
  Parts(HandsetSetup setup, net::Loop& loop, net::Wire& wire, net::Chance chance, net::Notes& notes)
      : setup_(std::move(setup)), loop_(loop), wire_(wire), chance_(chance), notes_(notes) {
    wire_.on_frame([this](net::BytesView frame) {
      if (now_) now_->receive(frame);
    });
  }
  ~Parts() {
    wire_.on_frame([](net::BytesView) {});
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  void power_on() {
    if (now_) return;
    notes_.note(net::Kind::power, setup_.name, {{"on", true}});
    boot();
  }

  void power_off() {
    if (!now_) return;
    retire();
    notes_.note(net::Kind::power, setup_.name, {{"on", false}});
  }

 private:
  // Every boot draws from a stream of its own: a second boot must not repeat the first one's xid and ports.
  void boot() {
    now_ = std::make_unique<PoweredHandset>(setup_, loop_, wire_, chance_.stream(fmt::format("boot {}", ++boots_)),
                                            notes_, [this] { reboot_ = loop_.after(0s, [this] { reboot(); }); });
    now_->start();
  }

  void reboot() {
    retire();
    boot();
  }

  // The power may go while the handset itself is on the stack (a note it made had the plug pulled): it is silenced
  // now and destroyed in a turn of its own.
  void retire() {
    reboot_.cancel();
    now_->cut_power();
    retired_.push_back(std::move(now_));
    burial_ = loop_.after(0s, [this] { retired_.clear(); });
  }

  const HandsetSetup setup_;
  net::Loop& loop_;
  net::Wire& wire_;
  net::Chance chance_;
  net::Notes& notes_;
  int boots_ = 0;
  std::unique_ptr<PoweredHandset> now_;  // null while the power is off
  std::vector<std::unique_ptr<PoweredHandset>> retired_;
  net::Timer burial_, reboot_;
};

Handset::Handset(HandsetSetup setup, net::Loop& loop, net::Wire& wire, net::Chance chance, net::Notes& notes)
    : parts_(std::make_unique<Parts>(std::move(setup), loop, wire, chance, notes)) {}
Handset::~Handset() = default;

void Handset::power_on() { parts_->power_on(); }
void Handset::power_off() { parts_->power_off(); }

}  // namespace phones
