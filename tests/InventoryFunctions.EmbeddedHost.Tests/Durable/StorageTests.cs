using InventoryFunctions.EmbeddedHost.Durable.Storage;
using InventoryFunctions.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace InventoryFunctions.EmbeddedHost.Tests.Durable;

public sealed class StorageTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    // Random letters hardly compress: at least four rows of the log, so two transactions.
    private static readonly string s_large = string.Create(5_000_000, new Random(7), (letters, random) =>
    {
        for (var n = 0; n < letters.Length; n++)
        {
            letters[n] = (char)('0' + random.Next(64));
        }
    });

    [Fact]
    public async Task LargeInput_OverSeveralRowsAndTransactions_IsStoredRecoveredAndArchived()
    {
        await using var hub = await LengthHub();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Length", s_large, new StartOrchestrationOptions("large"));

        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync("large", "go", 1);
        var ended = await hub.FinishAsync("large");
        await Eventually.HoldsAsync(
            async () =>
            {
                hub.Clock.Advance(TimeSpan.FromSeconds(3));
                return await hub.Tables.GetTableClient(hub.Name + "Instances").QueryAsync<Azure.Data.Tables.TableEntity>("PartitionKey ge 'i'").AnyAsync();
            },
            "the instance is archived");
        await hub.RestartAsync();

        Assert.Equal(s_large.Length, ended.ReadOutputAs<int>());
        Assert.Equal(s_large, (await hub.Client.GetInstanceAsync("large", true))!.ReadInputAs<string>());
        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync("large")).PurgedInstanceCount);
        Assert.Empty(await hub.Tables.GetTableClient(hub.Name + "Instances").QueryAsync<Azure.Data.Tables.TableEntity>().ToListAsync());
    }

    [Fact]
    public async Task ArchivedInstance_ReplacedByASmallerOne_LeavesNothingBehindWhenPurged()
    {
        await using var hub = await LengthHub();
        var archive = hub.Tables.GetTableClient(hub.Name + "Instances");

        // One in the same partition whose overflow sorts among the first one's, and is to be left alone.
        var sibling = Enumerable.Range(1, 1_000).Select(n => $"large@{n}").First(id => ArchiveKey.Of(id).Partition == ArchiveKey.Of("large").Partition);
        foreach (var (id, input) in ((string, string)[])[("large", s_large), (sibling, s_large), ("large", "small")])
        {
            await hub.Client.ScheduleNewOrchestrationInstanceAsync("Length", input, new StartOrchestrationOptions(id));
            await hub.Client.RaiseEventAsync(id, "go", 1);
            var ended = await hub.FinishAsync(id);
            await Eventually.HoldsAsync(
                async () =>
                {
                    hub.Clock.Advance(TimeSpan.FromSeconds(3));
                    return await archive.QueryAsync<Azure.Data.Tables.TableEntity>($"PartitionKey ge 'i' and RowKey eq '{id}'")
                        .AnyAsync(row => row.GetDateTimeOffset("LastUpdatedAt") >= ended.LastUpdatedAt);
                },
                $"{id} is archived");
        }

        Assert.Equal(1, (await hub.Client.PurgeInstanceAsync("large")).PurgedInstanceCount);

        Assert.All(await archive.QueryAsync<Azure.Data.Tables.TableEntity>().ToListAsync(), row => Assert.StartsWith(sibling, row.RowKey, StringComparison.Ordinal));
        Assert.DoesNotContain(await archive.QueryAsync<Azure.Data.Tables.TableEntity>("PartitionKey lt 'i'").ToListAsync(), row => !row.RowKey.StartsWith(sibling + "@", StringComparison.Ordinal));
        Assert.Equal(s_large, (await hub.Client.GetInstanceAsync(sibling, true))!.ReadInputAs<string>());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(1, false)]
    public async Task CommitOfSeveralTransactions_CutShortByACrash_IsAsIfItHadNeverBeen(int transaction, bool landed)
    {
        await using var hub = await LengthHub();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Length", "before", new StartOrchestrationOptions("before"));
        hub.Faults.DieAtAppend(transaction, landed);
        await Assert.ThrowsAnyAsync<InvalidOperationException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Length", s_large, new StartOrchestrationOptions("large")));

        await hub.RestartAsync();
        Assert.Null(await hub.Client.GetInstanceAsync("large"));
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Length", "again", new StartOrchestrationOptions("large"));
        await hub.RestartAsync();

        foreach (var (id, length) in ((string, int)[])[("before", 6), ("large", 5)])
        {
            await hub.Client.RaiseEventAsync(id, "go", 1);
            Assert.Equal(length, (await hub.FinishAsync(id)).ReadOutputAs<int>());
        }
    }

    [Fact]
    public async Task Append_WhoseAnswerIsLost_CountsOnce()
    {
        await using var hub = await new TestHub(azurite)
            .Orchestrator("Twice", async context =>
            {
                var first = await context.WaitForExternalEvent<int>("number");
                return first + await context.WaitForExternalEvent<int>("number");
            })
            .StartAsync();
        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Twice", null, new StartOrchestrationOptions("t"));

        hub.Faults.LoseNextAnswer();
        await hub.Client.RaiseEventAsync("t", "number", 1).WaitAsync(Eventually.DefaultDeadline);
        await hub.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.GetInstanceAsync("t"))!.RuntimeStatus);
        await hub.Client.RaiseEventAsync("t", "number", 2);

        Assert.Equal(3, (await hub.FinishAsync("t")).ReadOutputAs<int>());
    }

    private Task<TestHub> LengthHub() => new TestHub(azurite)
        .Orchestrator("Length", async context =>
        {
            await context.WaitForExternalEvent<int>("go");
            return context.GetInput<string>()!.Length;
        })
        .StartAsync();
}
