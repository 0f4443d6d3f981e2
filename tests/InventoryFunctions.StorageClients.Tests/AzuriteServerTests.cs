using Azure.Data.Tables;
using Azure.Storage.Queues;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests;

public sealed class AzuriteServerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("azurite-");

    [Fact]
    public async Task Server_WithDataFolder_KeepsItsDataOverARestart()
    {
        var options = new AzuriteServerOptions { DataFolder = folder.FullName };
        await using (var first = await AzuriteServer.StartAsync(options))
        {
            var table = new TableClient(first.ConnectionString, "parts");
            await table.CreateAsync();
            await table.AddEntityAsync(new TableEntity("p", "r") { ["Name"] = "bolt" });
            await new QueueClient(first.ConnectionString, "orders").CreateAsync();
        }

        await using var second = await AzuriteServer.StartAsync(options);

        Assert.Equal("bolt", (await new TableClient(second.ConnectionString, "parts").GetEntityAsync<TableEntity>("p", "r")).Value["Name"]);
        Assert.True(await new QueueClient(second.ConnectionString, "orders").ExistsAsync());
    }

    [Fact]
    public async Task Server_OnATakenPort_SaysSo()
    {
        await using var first = await AzuriteServer.StartAsync();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => AzuriteServer.StartAsync(new AzuriteServerOptions { TablePort = first.TableEndpoint.Port }));

        Assert.Contains("EADDRINUSE", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
