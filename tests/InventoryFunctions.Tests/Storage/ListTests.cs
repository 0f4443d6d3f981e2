using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

public sealed class ListTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private const int Count = 60;

    private TestInventory inventory = null!;

    public async Task InitializeAsync()
    {
        inventory = await TestInventory.CreateAsync(azurite, shards: 16);
        for (int i = 0; i < Count; i++)
        {
            await inventory.AddAsync(TestInventory.NewItem($"N{i:D2}") with
            {
                LastUpdated = TestInventory.Noon.AddMinutes(i * 7 % Count),
                Category = i % 2 == 0 ? "Books" : "Reader's choice",
                Status = i % 3 == 0 ? StockStatus.OutOfStock : StockStatus.InStock,
            });
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(1000)]
    [Trait("Parity", "A19")]
    public async Task List_PageAfterPage_MeetsEveryItemOnce(int pageSize)
    {
        List<InventoryItem> met = await AllAsync(new ItemQuery(), pageSize);

        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"N{i:D2}"), met.Select(item => item.ItemId).Order());
    }

    [Fact]
    [Trait("Parity", "D11")]
    [Trait("Parity", "A10")]
    public async Task List_RangeOfLastUpdates_IsFromItsBeginningUpToItsEndAndInOrder()
    {
        ItemQuery query = new() { UpdatedSince = TestInventory.Noon.AddMinutes(10), UpdatedBefore = TestInventory.Noon.AddMinutes(20) };

        ItemListPage page = await inventory.Store.ListAsync(query, 100, null, CancellationToken.None);

        Assert.Equal(Enumerable.Range(10, 10).Select(i => TestInventory.Noon.AddMinutes(i)), page.Items.Select(item => item.LastUpdated));
        Assert.Null(page.Continuation);
    }

    [Fact]
    [Trait("Parity", "D11")]
    public async Task List_RangeOfLastUpdatesInSmallPages_MeetsEachOnce()
    {
        List<InventoryItem> met = await AllAsync(new ItemQuery { UpdatedSince = TestInventory.Noon.AddMinutes(30) }, 4);

        Assert.Equal(Enumerable.Range(30, 30).Select(i => TestInventory.Noon.AddMinutes(i)), met.Select(item => item.LastUpdated).Order());
    }

    [Fact]
    public async Task List_StatusAndCategory_AreBothDemanded()
    {
        List<InventoryItem> met = await AllAsync(new ItemQuery { Status = StockStatus.OutOfStock, Category = "Reader's choice" }, 3);

        Assert.Equal(Enumerable.Range(0, Count).Where(i => i % 6 == 3).Select(i => $"N{i:D2}"), met.Select(item => item.ItemId).Order());
    }

    [Fact]
    public async Task List_RowThatIsNoSoundItem_IsReported()
    {
        await inventory.SpoilAsync("N05", "Stock", "five");

        ItemListPage page = await inventory.Store.ListAsync(new ItemQuery(), 1000, null, CancellationToken.None);

        Assert.Equal(Count - 1, page.Items.Count);
        Assert.Equal("N05", Assert.Single(page.Unreadable).ItemId);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("OTk6")]
    [InlineData("MA")]
    [InlineData("LTE6dHY")]
    public async Task List_ContinuationOfSomethingElse_IsRefused(string continuation) => await Assert.ThrowsAsync<FormatException>(
        () => inventory.Store.ListAsync(new ItemQuery(), 10, continuation, CancellationToken.None));

    private async Task<List<InventoryItem>> AllAsync(ItemQuery query, int pageSize)
    {
        List<InventoryItem> met = [];
        string? continuation = null;
        do
        {
            ItemListPage page = await inventory.Store.ListAsync(query, pageSize, continuation, CancellationToken.None);
            Assert.InRange(page.Items.Count, 0, pageSize);
            met.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return met;
    }
}
