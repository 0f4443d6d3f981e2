using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using InventoryFunctions.Domain.Inventory;
using InventoryFunctions.Domain.Reservations;
using InventoryFunctions.Reservations;
using InventoryFunctions.Storage;
using InventoryFunctions.Testing;
using InventoryFunctions.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Tests.Reservations;

public sealed class TwoProcessesTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("Parity", "D1")]
    [Trait("Parity", "D4")]
    public async Task Reserve_ByTwoProcessesAtOnceWithOrdersInCommon_ReservesExactlyTheStock()
    {
        // On a busy machine one may get everything before it is the other's turn: that is right as well, and shows little.
        int attempts = 0;
        while (!await BothReserveAsync())
        {
            Assert.True(++attempts < 10, "They were never at it at the same time.");
        }
    }

    /// <summary>Lets both reserve, and holds the outcome against the rules; answers whether they were at it at the same time.</summary>
    private async Task<bool> BothReserveAsync()
    {
        string connectionString = azurite.NewAccount();
        TableServiceClient tables = new(connectionString);
        IOptions<InventoryOptions> options = Options.Create(new InventoryOptions());
        await tables.CreateTableAsync(InventoryStore.TableName);
        InventoryStore inventory = new(tables, options);
        await inventory.CommitAsync(
            inventory.ShardOf("tv"), [new PlannedChange(null, TestInventory.NewItem("tv", 500))], TestInventory.Cause, TestInventory.Noon, CancellationToken.None);

        // 1,000 orders; those that go to both come last.
        using Process first = Start(connectionString, 0, 599);
        using Process second = Start(connectionString, 999, 400);
        try
        {
            Assert.All(await AnswersAsync(first, second), line => Assert.Equal("ready", line));
            await Task.WhenAll(first.StandardInput.WriteLineAsync("go"), second.StandardInput.WriteLineAsync("go"));
            int[] told = [.. (await AnswersAsync(first, second)).Select(line => int.Parse(line!, CultureInfo.InvariantCulture))];

            ReservationStore store = new(tables, options, TimeProvider.System, NullLogger<ReservationStore>.Instance);
            List<int> open = [];
            for (int order = 0; order < 1_000; order++)
            {
                Reservation row = (await store.FindAsync($"order-{order}", "tv", CancellationToken.None))!;
                if (row.State == ReservationState.Open)
                {
                    open.Add(order);
                }
            }

            InventoryItem item = (await inventory.FindAsync("tv", CancellationToken.None))!.Item;
            Assert.Equal((500, 0), (open.Count, item.Stock));
            Assert.Equal(500 + open.Count(order => order is >= 400 and <= 599), told.Sum());
            return open.Exists(order => order < 400) && open.Exists(order => order > 599);
        }
        finally
        {
            await EndAsync(first);
            await EndAsync(second);
        }
    }

    private static Process Start(string connectionString, int firstOrder, int lastOrder) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { Path.Combine(AppContext.BaseDirectory, "InventoryFunctions.ReservingProcess.dll"), "tv", $"{firstOrder}", $"{lastOrder}", "8" },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        Environment = { ["AzureWebJobsStorage"] = connectionString },
    })!;

    private static Task<string?[]> AnswersAsync(params Process[] processes) =>
        Task.WhenAll(processes.Select(process => process.StandardOutput.ReadLineAsync())).WaitAsync(Deadline);

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
