using Xunit;

namespace InventoryFunctions.Testing;

/// <summary>A test on real orders, which are not part of the repository. It skips, and says so, where the file is not beside it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RetailOrdersFactAttribute : FactAttribute
{
    private static readonly string Place = Path.Combine("shared", "data", "online-retail-orders.csv");

    /// <summary>Looks for the file.</summary>
    public RetailOrdersFactAttribute() =>
        Skip = OrdersFile is null ? $"{Place} is not in any folder above the repository (https://doi.org/10.24432/C5BW33)." : null;

    /// <summary>The file, looked for in every folder above the repository.</summary>
    public static string? OrdersFile { get; } = Find(new DirectoryInfo(Repository.Root).Parent);

    private static string? Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Place)))
        {
            folder = folder.Parent;
        }

        return folder is null ? null : Path.Combine(folder.FullName, Place);
    }
}
