using InventoryFunctions.Domain.Changes;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

/// <summary>The change sets of an item sort by its versions, whatever the clocks of the hosts that changed it.</summary>
[Trait("Parity", "B7")]
public sealed class ChangeOrderTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Changes_ByHostsWhoseClocksDiffer_SortByVersion()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        StoredItem item = await inventory.AddAsync(TestInventory.NewItem("tv"));
        foreach (int minutes in (int[])[60, -60, 0, 59, 61, -1])
        {
            item = (await CommitAsync(inventory, minutes, item)).Single();
        }

        await CommitAsync(inventory, -60, item, delete: true);
        IReadOnlyList<ChangeSet> sets = await inventory.ChangesAsync("tv");

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, null], sets.Select(set => set.Items.Single().After?.Version));
        Assert.Equal(sets.Select(set => set.Time).Order(), sets.Select(set => set.Time));
        Assert.All(sets.SkipLast(1), set => Assert.Equal(set.Time, set.Items.Single().After!.LastUpdated));
    }

    [Fact]
    public async Task Changes_TogetherWithAnItemThatIsAhead_KeepTheirOrderToo()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite, shards: 1);
        StoredItem ahead = await inventory.AddAsync(TestInventory.NewItem("ahead"));
        StoredItem behind = await inventory.AddAsync(TestInventory.NewItem("behind"));

        ahead = (await CommitAsync(inventory, 60, ahead)).Single();
        behind = (await CommitAsync(inventory, 0, ahead, behind)).Single(item => item.Item.ItemId == "behind");
        behind = (await CommitAsync(inventory, 0, behind)).Single();

        ChangeSet[] sets = [.. (await inventory.ChangesAsync("behind")).Where(set => set.Items.Any(item => item.ItemId == "behind"))];
        Assert.Equal([1, 2, 3], sets.Select(set => set.Items.Single(item => item.ItemId == "behind").After!.Version));
        Assert.Equal(TestInventory.Noon.AddMinutes(60).AddMilliseconds(2), behind.Item.LastUpdated);
        Assert.Equal(behind, await inventory.Store.FindAsync("behind", default));
    }

    private static Task<IReadOnlyList<StoredItem>> CommitAsync(TestInventory inventory, int minutes, params StoredItem[] items) =>
        CommitAsync(inventory, minutes, items, delete: false);

    private static Task<IReadOnlyList<StoredItem>> CommitAsync(TestInventory inventory, int minutes, StoredItem item, bool delete) =>
        CommitAsync(inventory, minutes, [item], delete);

    private static async Task<IReadOnlyList<StoredItem>> CommitAsync(TestInventory inventory, int minutes, StoredItem[] items, bool delete)
    {
        DateTimeOffset now = TestInventory.Noon.AddMinutes(minutes);
        CommitResult result = await inventory.Store.CommitAsync(
            0, [.. items.Select(item => new PlannedChange(item, delete ? null : item.Item.NextVersion(now)))], TestInventory.Cause, now, default);
        return Assert.IsType<CommitResult.Committed>(result).Items;
    }
}
