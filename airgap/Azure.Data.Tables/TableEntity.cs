using System.Collections;

namespace Azure.Data.Tables;

public sealed class TableEntity : ITableEntity, IDictionary<string, object>
{
    internal const string ETagKey = "odata.etag";
    internal const string TimestampKey = "Timestamp";
    private readonly Dictionary<string, object> properties;
    public TableEntity() => properties = [];

    public TableEntity(string partitionKey, string rowKey)
        : this()
    {
        PartitionKey = partitionKey;
        RowKey = rowKey;
    }

    public TableEntity(IDictionary<string, object> values) => properties = values == null ? [] : new Dictionary<string, object>(values);

    public string PartitionKey
    {
        get => GetString(nameof(PartitionKey));
        set => properties[nameof(PartitionKey)] = value;
    }

    public string RowKey
    {
        get => GetString(nameof(RowKey));
        set => properties[nameof(RowKey)] = value;
    }

    public DateTimeOffset? Timestamp
    {
        get => GetDateTimeOffset(TimestampKey);
        set => properties[TimestampKey] = value;
    }

    public ETag ETag
    {
        get => GetString(ETagKey) is { } value ? new ETag(value) : default;
        set => properties[ETagKey] = value.ToString();
    }

    public object this[string key]
    {
        get => properties.GetValueOrDefault(key);
        set => properties[key] = value;
    }

    public ICollection<string> Keys => properties.Keys;
    ICollection<object> IDictionary<string, object>.Values => properties.Values;
    public int Count => properties.Count;
    bool ICollection<KeyValuePair<string, object>>.IsReadOnly => false;
    public string GetString(string key) => Get<string>(key);
    public byte[] GetBinary(string key) => properties.GetValueOrDefault(key) is BinaryData data ? data.ToArray() : Get<byte[]>(key);
    public BinaryData GetBinaryData(string key) => properties.GetValueOrDefault(key) is byte[] bytes ? new BinaryData(bytes) : Get<BinaryData>(key);
    public bool? GetBoolean(string key) => Get<bool?>(key);

    public DateTime? GetDateTime(string key) =>
        properties.GetValueOrDefault(key) is DateTimeOffset instant ? instant.UtcDateTime : Get<DateTime?>(key);

    public DateTimeOffset? GetDateTimeOffset(string key) =>
        properties.GetValueOrDefault(key) is DateTime instant ? new DateTimeOffset(instant) : Get<DateTimeOffset?>(key);

    public double? GetDouble(string key) => Get<double?>(key);
    public Guid? GetGuid(string key) => Get<Guid?>(key);
    public int? GetInt32(string key) => Get<int?>(key);
    public long? GetInt64(string key) => Get<long?>(key);
    public void Add(string key, object value) => properties.Add(key, value);
    public bool ContainsKey(string key) => properties.ContainsKey(key);
    public bool Remove(string key) => properties.Remove(key);
    public bool TryGetValue(string key, out object value) => properties.TryGetValue(key, out value);
    public void Clear() => properties.Clear();
    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => Add(item.Key, item.Value);
    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => properties.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)properties).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) =>
        ((ICollection<KeyValuePair<string, object>>)properties).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => properties.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => properties.GetEnumerator();
    internal Dictionary<string, object> Properties => properties;

    private T Get<T>(string key) => properties.GetValueOrDefault(key) switch
    {
        null => default,
        T value => value,
        var other => throw new InvalidOperationException($"Cannot return {Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)} type for a {other.GetType()} typed property."),
    };
}
