using InventoryFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using InventoryFunctions.Infrastructure.Tests.Bicep;

namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>The tables are those that the app registers.</summary>
public sealed class TablesAreTheApps : IRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Breaches(Deployment deployment)
    {
        IEnumerable<string> wanted = new ServiceCollection().AddInventory(new ConfigurationBuilder().Build())
            .Select(service => service.ServiceType == typeof(TableRegistration) ? service.ImplementationInstance : null)
            .OfType<TableRegistration>().Select(table => table.Name).Distinct();
        IEnumerable<string> there = deployment.All("Microsoft.Storage/storageAccounts/tableServices/tables").Select(table => table.OwnName);
        return Sets.Compare("table", wanted, there);
    }
}
