using InventoryFunctions.Jobs;
using InventoryFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace InventoryFunctions.Importing;

/// <summary>Registers the CSV import.</summary>
public static class ImportServices
{
    /// <summary>Adds the reception of files and the steps that apply them.</summary>
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddTable(ImportStaging.TableName);
        services.AddTable(ImportClaims.TableName);
        services.AddSingleton<ImportStaging>();
        services.AddSingleton<ImportClaims>();
        services.AddSingleton<ImportCursors>();
        services.AddSingleton<ImportErrorList>();
        services.AddSingleton<ShardImport>();
        services.AddSingleton<ImportStart>();
        services.AddSingleton<ImportReception>();
        services.AddSingleton<IJobWorkflow, ImportJobs>();
        return services;
    }
}
