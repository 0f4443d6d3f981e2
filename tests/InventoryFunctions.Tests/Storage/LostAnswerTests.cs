using Azure.Data.Tables;
using InventoryFunctions.ChangeFeed;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;

namespace InventoryFunctions.Tests.Storage;

public sealed class LostAnswerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Commit_AnswerLostAndSentAgain_IsNoConflictAndHappensOnce()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem read = await inventory.AddAsync(TestInventory.NewItem("tv"));
        using FirstAnswerLost wire = new();

        CommitResult result = await inventory.StoreOver(wire).CommitAsync(
            inventory.Store.ShardOf("tv"), [TestInventory.Restock(read)], TestInventory.Cause, TestInventory.Noon, CancellationToken.None);

        Assert.True(wire.Lost);
        StoredItem stored = Assert.IsType<CommitResult.Committed>(result).Items.Single();
        Assert.Equal(stored, await inventory.Store.FindAsync("tv", CancellationToken.None));
        Assert.Equal((20, 2L), (stored.Item.Stock, stored.Item.Version));
        Assert.Equal(2, (await inventory.ChangesAsync("tv")).Count);
    }

    [Fact]
    public async Task Commit_AnswerOfADeletionLost_IsNoConflict()
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem read = await inventory.AddAsync(TestInventory.NewItem("tv"));
        using FirstAnswerLost wire = new();

        CommitResult result = await inventory.StoreOver(wire).CommitAsync(
            inventory.Store.ShardOf("tv"), [new PlannedChange(read, null)], TestInventory.Cause, TestInventory.Noon, CancellationToken.None);

        Assert.True(wire.Lost);
        Assert.IsType<CommitResult.Committed>(result);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_AnswerLostAndRecordProcessedMeanwhile_IsNoConflict(bool setAside)
    {
        TestInventory inventory = await TestInventory.CreateAsync(azurite);
        StoredItem read = await inventory.AddAsync(TestInventory.NewItem("tv"));
        TableClient journal = await inventory.NewJournalAsync();
        using FirstAnswerLost wire = new()
        {
            Meanwhile = async () =>
            {
                TableEntity row = await inventory.Table.QueryAsync<TableEntity>(
                    ItemFilters.Changes(inventory.Store.ShardOf("tv"), null)).LastAsync(CancellationToken.None);
                await (setAside
                    ? inventory.Table.AddEntityAsync(new TableEntity(row.PartitionKey, SetAsideChange.KeyOf(row.RowKey)))
                    : new InventoryJournal(journal).WriteAsync([row], CancellationToken.None));
                await inventory.Table.DeleteEntityAsync(row);
            },
        };

        CommitResult result = await inventory.StoreOver(wire, journal).CommitAsync(
            inventory.Store.ShardOf("tv"), [TestInventory.Restock(read)], TestInventory.Cause, TestInventory.Noon, CancellationToken.None);

        Assert.True(wire.Lost);
        Assert.Equal(20, Assert.IsType<CommitResult.Committed>(result).Items.Single().Item.Stock);
    }

    /// <summary>Lets the first transaction through and breaks the connection before its answer arrives.</summary>
    private sealed class FirstAnswerLost() : DelegatingHandler(new SocketsHttpHandler())
    {
        public bool Lost { get; private set; }

        public Func<Task>? Meanwhile { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            if (Lost)
            {
                return answer;
            }

            Lost = true;
            answer.Dispose();
            await (Meanwhile?.Invoke() ?? Task.CompletedTask);
            throw new HttpRequestException("The connection broke.");
        }
    }
}
