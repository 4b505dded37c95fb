import numpy as np, struct, zlib, json
a=np.arange(6).reshape(2,3)
np.save('f8.npy',a/2-1); np.save('f8-fortran.npy',np.asfortranarray(a/2-1))
np.save('f4-big.npy',(a/2-1).astype('>f4')); np.save('f2.npy',(a/2-1).astype('f2'))
np.save('b1.npy',a%2==1); np.save('u1.npy',(a*51).astype('u1')); np.save('i1.npy',(a-3).astype('i1'))
np.save('i2-big.npy',(a*1000-3000).astype('>i2')); np.save('u2.npy',(a*13107).astype('u2'))
np.save('i4.npy',(a-3).astype('i4')); np.save('u4.npy',(a*858993459).astype('u4'))
np.save('i8.npy',(a-3).astype('i8')*10**12); np.save('u8.npy',a.astype('u8')); np.save('u8-large.npy',np.array([2**63],dtype='u8'))
np.save('c16-fortran.npy',np.asfortranarray(a+1j*(a+0.5))); np.save('scalar.npy',np.float64(2.5)); np.save('empty.npy',np.zeros((0,3),'f4'))
np.save('objects.npy',np.array([{},None],dtype=object),allow_pickle=True)
np.save('records.npy',np.zeros(2,dtype=[('x','f4'),('y','i4')])); np.save('text.npy',np.array(['a','b']))
np.save('three.npy',np.asfortranarray(np.arange(24.).reshape(2,3,4)))
for v in (2,3):
    with open(f'version{v}.npy','wb') as f: np.lib.format.write_array(f,a/2-1,version=(v,0))
np.savez('plain.npz',w=a/2-1,b=np.arange(3,dtype='i4')); np.savez_compressed('packed.npz',w=a/2-1,b=np.zeros((100,),'f4'))
def st(name,h,data,pad=0):
    j=json.dumps(h).encode()+b' '*pad
    open(name,'wb').write(struct.pack('<Q',len(j))+j+data)
h={'__metadata__':{'made by':'hand "\u00e9"'},'b':{'dtype':'BF16','shape':[2],'data_offsets':[24,28]},'a':{'dtype':'F64','shape':[3],'data_offsets':[0,24]},
 'u':{'dtype':'U8','shape':[2,1],'data_offsets':[28,30]},'none':{'dtype':'F32','shape':[0,4],'data_offsets':[30,30]},'one':{'dtype':'I64','shape':[],'data_offsets':[30,38]}}
st('some.safetensors',h,struct.pack('<3d',1,2.5,-3)+struct.pack('<2H',0x3f80,0xc040)+bytes([7,255])+struct.pack('<q',-5),3)
def png(name,w,h,depth,color,rows,extra=b''):
    def chunk(t,d): return struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))
    raw=b''.join(b'\0'+r for r in rows)
    open(name,'wb').write(b'\x89PNG\r\n\x1a\n'+chunk(b'IHDR',struct.pack('>IIBBBBB',w,h,depth,color,0,0,0))+extra+chunk(b'IDAT',zlib.compress(raw))+chunk(b'IEND',b''))
png('grey.png',3,2,8,0,[bytes([0,51,102]),bytes([153,204,255])])
png('grey16.png',2,1,16,0,[struct.pack('>2H',0,65535//5)])
png('rgb.png',1,2,8,2,[bytes([255,0,51]),bytes([0,102,255])])
png('rgba.png',1,1,8,6,[bytes([255,0,51,102])])
def chunk(t,d): return struct.pack('>I',len(d))+t+d+struct.pack('>I',zlib.crc32(t+d))
png('palette.png',2,1,8,3,[bytes([1,0])],chunk(b'PLTE',bytes([255,0,0,0,51,255])))
png('huge.png',2**30,2**30,8,0,[b''])
