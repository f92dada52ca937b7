#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "base/result.h"
#include "store/sql/connection.h"

namespace comity::store {

/// Connections for reading, kept open between uses. A caller never waits for another: beyond the
/// number kept, one is opened for the use. Thread-safe.
class ReaderPool {
 public:
  ReaderPool(sql::Database& database, std::size_t kept) : database_(database), kept_(kept) {}

  /// A connection on loan, given back when destroyed.
  class Loan {
   public:
    Loan(ReaderPool& pool, std::unique_ptr<sql::Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Loan(Loan&&) noexcept = default;
    Loan& operator=(Loan&&) = delete;
    ~Loan() {
      if (connection_ != nullptr) pool_->take_back(std::move(connection_));
    }
    [[nodiscard]] sql::Connection& operator*() const { return *connection_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<sql::Connection> connection_;
  };

  [[nodiscard]] base::Result<Loan> lend() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return Loan(*this, std::move(connection));
      }
    }
    COMITY_TRY(auto connection, database_.connect(sql::Intent::read));
    return Loan(*this, std::move(connection));
  }

 private:
  void take_back(std::unique_ptr<sql::Connection> connection) {
    // One that has lost its server would fail whoever comes next.
    if (connection->trouble() == sql::Trouble::lost) return;
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kept_) idle_.push_back(std::move(connection));
  }

  sql::Database& database_;
  std::size_t kept_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<sql::Connection>> idle_;
};

}  // namespace comity::store
