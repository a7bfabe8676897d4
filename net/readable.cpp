#include "net/readable.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <utility>

namespace net {

struct Readable::Watch {
  boost::asio::posix::stream_descriptor descriptor;
  std::function<bool()> drain;

  static void arm(const std::shared_ptr<Watch>& watch) {
    watch->descriptor.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                                 [weak = std::weak_ptr(watch)](const boost::system::error_code& error) {
                                   const auto alive =
                                       weak.lock();  // the handler may have been queued before the watch ended
                                   if (alive && !error && alive->descriptor.is_open() && alive->drain()) {
                                     if (alive->descriptor.is_open()) arm(alive);
                                   }
                                 });
  }
};

Readable::Readable(AsioLoop& loop, int descriptor, std::function<bool()> drain)
    : watch_(std::make_shared<Watch>(Watch{{loop.io(), descriptor}, std::move(drain)})) {
  Watch::arm(watch_);
}

Readable::~Readable() {
  watch_->descriptor.release();  // forgets it without closing; cancels the wait
}

}  // namespace net
