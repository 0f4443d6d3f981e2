using Azure.Data.Tables;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;

namespace InventoryFunctions.Bench.Reserve;

/// <summary>Ours, at the store: stock, reservation and change set, committed in groups.</summary>
internal sealed class OurReserving(TableServiceClient tables, ReservationStore store) : HotItemRun(tables)
{
    protected override async Task<bool> TryReserveAsync(string orderId, CancellationToken cancellationToken) =>
        await store.ReserveAsync(new ReserveCommand(orderId, ItemId, 1), cancellationToken) is LineDecision.Reserved;
}
