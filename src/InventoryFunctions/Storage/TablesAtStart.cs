using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;

namespace InventoryFunctions.Storage;

/// <summary>Creates the tables once, and holds the number of shards against the one recorded at the first start.</summary>
internal sealed class TablesAtStart(TableServiceClient tables, IEnumerable<TableRegistration> registrations, ShardCountGuard shards) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(registrations
            .Select(registration => registration.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => tables.CreateTableIfNotExistsAsync(name, cancellationToken)));
        await shards.CheckAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
