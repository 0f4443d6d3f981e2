using Azure.Data.Tables;
using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace InventoryFunctions.Tests.Reservations;

/// <summary>An inventory of its own with a store of reservations, and the account that must always balance.</summary>
internal sealed class TestReservations
{
    private TestReservations(TestInventory inventory, ManualTimeProvider clock)
    {
        Inventory = inventory;
        Clock = clock;
        Store = new ReservationStore(inventory.Table, inventory.Store.ShardCount, TableLimits.Azure, clock, NullLogger<ReservationStore>.Instance);
    }

    public TestInventory Inventory { get; }

    public ManualTimeProvider Clock { get; }

    public ReservationStore Store { get; }

    public static async Task<TestReservations> CreateAsync(AzuriteFixture azurite, int shards = 4) =>
        new(await TestInventory.CreateAsync(azurite, shards), new ManualTimeProvider(TestInventory.Noon));

    /// <summary>Another store of the same reservations, as another process has one.</summary>
    public ReservationStore AnotherStore() => StoreOver(Inventory.Table);

    /// <summary>A store of the same reservations over another client.</summary>
    public ReservationStore StoreOver(TableClient table, IChangeNudge? nudge = null, TableLimits? limits = null) =>
        new(table, Inventory.Store.ShardCount, limits ?? TableLimits.Azure, Clock, NullLogger<ReservationStore>.Instance, nudge);

    public Task<StoredItem> AddAsync(string itemId, int stock) => Inventory.AddAsync(TestInventory.NewItem(itemId, stock));

    public Task<LineDecision> ReserveAsync(string orderId, string itemId, int quantity, DateTimeOffset? holdUntil = null) =>
        Store.ReserveAsync(new ReserveCommand(orderId, itemId, quantity, holdUntil), CancellationToken.None);

    public Task<ReservationEnding> EndAsync(string orderId, string itemId, ReservationEnd end) =>
        Store.EndAsync(orderId, itemId, end, CancellationToken.None);

    public async Task<InventoryItem> ItemAsync(string itemId) => (await Inventory.Store.FindAsync(itemId, CancellationToken.None))!.Item;

    public async Task<int> StockAsync(string itemId) => (await ItemAsync(itemId)).Stock;

    /// <summary>Makes a reservation's row one that this application would never have written.</summary>
    public async Task SpoilAsync(string orderId, string itemId)
    {
        TableEntity row = await Inventory.Table.GetEntityAsync<TableEntity>(
            InventoryKeys.Partition(Inventory.Store.ShardOf(itemId)), InventoryKeys.ReservationRow(orderId, itemId));
        row[nameof(Reservation.Quantity)] = "many";
        await Inventory.Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
    }

    /// <summary>Every reservation row of an item, whatever its state.</summary>
    public async Task<IReadOnlyList<Reservation>> RowsAsync(string itemId)
    {
        string prefix = InventoryKeys.ReservationsOf(itemId);
        string filter = TableClient.CreateQueryFilter($"RowKey gt {prefix} and RowKey lt {prefix[..^1] + ';'}");
        return [.. (await Inventory.Table.QueryAsync<TableEntity>(filter).ToListAsync()).Select(row => ReservationRow.Read(row).Reservation)];
    }

    /// <summary>Every change set that touches an item or a reservation of it: in the order of the item's versions, then those that leave the item as it is.</summary>
    public async Task<IReadOnlyList<ChangeSet>> ChangesAsync(string itemId)
    {
        IReadOnlyList<ChangeSet> sets = await Inventory.ChangesAsync(itemId);
        return
        [
            .. sets
                .Where(set => set.Items.Any(item => item.ItemId == itemId) || set.Reservations.Any(step => step.ItemId == itemId))
                .OrderBy(set => set.Items.SingleOrDefault(item => item.ItemId == itemId) is { } change
                    ? change.After?.Version ?? change.Before!.Version + 1
                    : long.MaxValue),
        ];
    }
}
