#pragma once

#include <utility>

#include "net/wire.hpp"

namespace phones {

// The cable as one powered period of a handset sees it: once shut, nothing passes in or out any more, so whoever
// still holds connections over it can say no last word.
class GatedWire : public net::Wire {
 public:
  explicit GatedWire(net::Wire& cable) : cable_(&cable) {}

  void shut() {
    if (cable_ != nullptr) cable_->answers_for(std::nullopt);
    cable_ = nullptr;
  }
  void receive(net::BytesView frame) {
    if (cable_ != nullptr && receiver_) receiver_(frame);
  }

  void send(net::BytesView frame) override {
    if (cable_ != nullptr) cable_->send(frame);
  }
  void on_frame(Receiver receiver) override { receiver_ = std::move(receiver); }
  void answers_for(std::optional<net::Ipv4Address> address) override {
    if (cable_ != nullptr) cable_->answers_for(address);
  }

 private:
  net::Wire* cable_;  // null once shut
  Receiver receiver_;
};

}  // namespace phones
