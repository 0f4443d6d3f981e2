namespace InventoryFunctions.Dev;

/// <summary>A folder of Azurite's that one <c>up</c> uses at a time. Its marker is what allows --fresh to empty it.</summary>
internal sealed class DataDirectory : IDisposable
{
    private const string Marker = ".inventoryfunctions";

    /// <summary>Held in a folder of somebody else's, which is used but neither marked nor ever emptied.</summary>
    private const string ForeignLock = ".inventoryfunctions-lock";

    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    public static DataDirectory Open(string path, bool fresh)
    {
        Directory.CreateDirectory(path);
        var marker = System.IO.Path.Combine(path, Marker);
        // In this order: an empty folder that another `up` marks in this moment is ours either way.
        var ours = !Directory.EnumerateFileSystemEntries(path).Any() || File.Exists(marker);
        if (!ours && fresh)
        {
            throw new Failure($"--fresh does not delete {path}: it holds files that `up` did not put there.");
        }

        FileStream held;
        try
        {
            held = new FileStream(ours ? marker : System.IO.Path.Combine(path, ForeignLock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new Failure($"another `up` uses the data in {path}. Stop it, or choose another folder with --data.");
        }

        foreach (var entry in fresh ? Directory.GetFileSystemEntries(path).Where(entry => entry != marker) : [])
        {
            if (Directory.Exists(entry))
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        return new(path, held);
    }

    public void Dispose() => _lock.Dispose();
}
