using System.Security.Cryptography;
using InventoryFunctions.Domain.Orders;
using InventoryFunctions.Storage;

namespace InventoryFunctions.Orders;

/// <summary>Draws orders as the original's generator does (parity B2): one product, 1 to 200 pieces.</summary>
public sealed class SampleOrders(InventoryStore store)
{
    /// <summary>The most pieces of a sample order.</summary>
    public const int MaxQuantity = 200;

    /// <summary>An order of some product of the inventory; null where there is none.</summary>
    public async Task<Order?> DrawAsync(string orderId, CancellationToken cancellationToken)
    {
        // From a shard drawn by lot onwards; where nothing follows, from the first.
        int last = store.ShardCount - 1;
        return await DrawAsync(orderId, new ShardRange(RandomNumberGenerator.GetInt32(store.ShardCount), null, last), cancellationToken)
            ?? await DrawAsync(orderId, new ShardRange(0, null, last), cancellationToken);
    }

    private async Task<Order?> DrawAsync(string orderId, ShardRange range, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredItem> items = (await store.ReadShardsAsync(range, InventoryStore.MaxPageSize, cancellationToken)).Items;
        if (items.Count == 0)
        {
            return null;
        }

        string productId = items[RandomNumberGenerator.GetInt32(items.Count)].Item.ItemId;
        return new Order(orderId, [new OrderLine(productId, RandomNumberGenerator.GetInt32(MaxQuantity) + 1)], OrderPolicy.AllOrNothing);
    }
}
