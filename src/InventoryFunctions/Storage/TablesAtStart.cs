using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace InventoryFunctions.Storage;

/// <summary>Creates the tables once, and holds the number of shards against the one recorded at the first start.</summary>
internal sealed class TablesAtStart(
    TableServiceClient tables, IEnumerable<TableRegistration> registrations, IOptions<InventoryOptions> options) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(registrations
            .Select(registration => registration.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => tables.CreateTableIfNotExistsAsync(name, cancellationToken)));
        await new ShardCountGuard(tables.GetTableClient(InventoryStore.TableName), options.Value.ShardCount).CheckAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
